import { upstreamVersion } from '../formats/kernel-version.ts';
import type { Host } from '../host/reader.ts';

/** The upstream version of the running kernel, from all the places where distributions say it; undefined: not told. */
export async function readUpstream(host: Host): Promise<string | undefined> {
  const [release, build, version, signature] = await Promise.all([
    host.read('/proc/sys/kernel/osrelease'),
    host.read('/proc/sys/kernel/version'),
    host.read('/proc/version'),
    host.read('/proc/version_signature'),
  ]);
  if (release.state !== 'present') return undefined;
  return upstreamVersion({
    release: release.value.trim(),
    ...(build.state === 'present' ? { build: build.value } : {}),
    ...(version.state === 'present' ? { procVersion: version.value } : {}),
    ...(signature.state === 'present' ? { versionSignature: signature.value } : {}),
  });
}
