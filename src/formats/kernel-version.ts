/** What a host says about the version of its kernel. */
export interface KernelNames {
  /** `uname -r`, /proc/sys/kernel/osrelease. */
  readonly release: string;
  /** `uname -v`, /proc/sys/kernel/version. */
  readonly build?: string | undefined;
  /** /proc/version. */
  readonly procVersion?: string | undefined;
  /** /proc/version_signature, which only Ubuntu's kernels have. */
  readonly versionSignature?: string | undefined;
}

/**
 * The upstream version that a kernel was made of; only as far as it is known (`5.19`) where the patch level is not told;
 * undefined where the version says nothing about the code in it.
 *
 * - Ubuntu calls its kernels 5.19.0-50; /proc/version_signature ends with the upstream version (ubuntu/linux,
 *   debian/rules.d/2-binary-arch.mk: CONFIG_VERSION_SIGNATURE).
 * - Debian 11 and 12 call theirs 6.1.0-56; the package's version stands in `uname -v` (linux, debian/rules.real:
 *   KBUILD_BUILD_VERSION_TIMESTAMP).
 * - Enterprise kernels carry the graphics drivers of much later releases: RHEL and its kin (.el8), SLE and openSUSE Leap
 *   (-150500.), openEuler (.oe), Anolis (.an), Kylin (.ky). ELRepo's kernels have `.el9.elrepo` and are plain upstream.
 * - A release candidate and linux-next stand between two releases. A fix of either side may be in it or not, and a bound
 *   such as "since 6.12" has no true answer.
 */
export function upstreamVersion(names: KernelNames): string | undefined {
  const { release } = names;
  const signed = /^\S+ \S+ (\d+\.\d+\.\d+)\s*$/.exec(names.versionSignature ?? '')?.[1];
  if (signed !== undefined) return signed;
  if (/rc\d|-next-\d/.test(release)) return undefined;
  if (/\.(?:el|oe|an|ky)\d/.test(release) && !release.includes('.elrepo')) return undefined;
  if (/-150\d{3}\./.test(release)) return undefined;

  const [, series, patch] = /^(\d+\.\d+)(?:\.(\d+))?/.exec(release) ?? [];
  if (series === undefined) return undefined;
  const debian = debianVersion(names);
  if (debian?.startsWith(`${series}.`) === true) return debian;
  if (patch === undefined) return series;
  return patch !== '0' || isFirstRelease(release) ? `${series}.${patch}` : series;
}

/** From the end of the text: /proc/version also names Debian's compiler, `gcc-12 (Debian 12.2.0-14)`. */
function debianVersion({ build, procVersion }: KernelNames): string | undefined {
  const afterBuild = procVersion?.slice(Math.max(0, procVersion.lastIndexOf(' #')));
  for (const text of [build, afterBuild]) {
    const found = /\bDebian (\d+\.\d+\.\d+)-/.exec(text ?? '')?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Is x.y.0 really the first release of its series? Yes for a kernel without any suffix (mainline's own `make` gives
 * `6.12.0`), and for Arch (`6.12.0-arch1-1`) and Fedora (`6.11.0-63.fc42`), who put the patch level there. With another
 * suffix it may be a distribution's frozen 0, as with Ubuntu's 6.8.0-45-generic.
 */
function isFirstRelease(release: string): boolean {
  return /^\d+\.\d+\.0\+?$/.test(release) || /-arch\d|\.fc\d/.test(release);
}
