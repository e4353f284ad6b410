import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { About } from './about.ts';

/** What lies in the package: its code, and what the command line says of completion. */
export interface DebContents {
  readonly cjs: string;
  readonly notices: string;
  readonly completion: (shell: 'bash' | 'zsh' | 'fish') => string;
}

/**
 * `fngvt_VERSION_all.deb` for Debian 12 and 13, Proxmox VE 8 and 9 and Ubuntu 24.04, which all carry a Node new enough. Built without root
 * and without debhelper, by dpkg-deb(1), which takes SOURCE_DATE_EPOCH for all times.
 */
export function deb(about: About, contents: DebContents, to: string): void {
  const stage = mkdtempSync(join(tmpdir(), 'fngvt-deb-'));
  try {
    for (const [path, content] of Object.entries(filesOf(about, contents))) put(stage, path, content);
    const link = join(stage, 'usr/bin/fngvt');
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync('../share/fngvt/fngvt.cjs', link);
    const files = filesBelow(stage);
    put(stage, 'DEBIAN/md5sums', files.map(path => `${md5(join(stage, path))}  ${path}\n`).join(''));
    put(stage, 'DEBIAN/control', control(about, sizeOf(stage, files)));
    for (const script of ['prerm', 'postrm'])
      put(
        stage,
        `DEBIAN/${script}`,
        readFileSync(join(about.root, 'packaging/debian', script), 'utf8'),
        0o755,
      );
    setModes(stage, about.time);
    mkdirSync(to, { recursive: true });
    const file = join(to, `fngvt_${about.version}_all.deb`);
    // One thread: what several make of it depends on how many they are.
    const argv = ['--root-owner-group', '-Zxz', '--threads-max=1', '--build', stage, file];
    execFileSync('dpkg-deb', argv, {
      env: { ...process.env, SOURCE_DATE_EPOCH: String(about.time) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function filesOf(
  about: About,
  { cjs, notices, completion }: DebContents,
): Readonly<Record<string, string | Uint8Array>> {
  const own = (...path: readonly string[]): string => readFileSync(join(about.root, ...path), 'utf8');
  const doc = 'usr/share/doc/fngvt';
  return {
    // Debian's own Node, whatever stands first on somebody's PATH.
    'usr/share/fngvt/fngvt.cjs': cjs.replace('#!/usr/bin/env node', '#!/usr/bin/node'),
    'usr/share/lintian/overrides/fngvt': own('packaging', 'debian', 'lintian-overrides'),
    'usr/share/man/man1/fngvt.1.gz': packed(own('docs', 'fngvt.1')),
    'usr/share/bash-completion/completions/fngvt': completion('bash'),
    'usr/share/zsh/vendor-completions/_fngvt': completion('zsh'),
    'usr/share/fish/vendor_completions.d/fngvt.fish': completion('fish'),
    'usr/lib/systemd/system/fngvt-watch.service': own('packaging', 'systemd', 'fngvt-watch.service'),
    'usr/lib/systemd/system/fngvt-watch.timer': own('packaging', 'systemd', 'fngvt-watch.timer'),
    [`${doc}/changelog.gz`]: packed(changelog(about)),
    [`${doc}/copyright`]: copyright(own('LICENSE')),
    [`${doc}/THIRD-PARTY-NOTICES.txt.gz`]: packed(notices),
  };
}

function put(stage: string, path: string, content: string | Uint8Array, mode = 0o644): void {
  const file = join(stage, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { mode });
}

const packed = (text: string): Uint8Array => gzipSync(text, { level: 9 });
const md5 = (path: string): string => createHash('md5').update(readFileSync(path)).digest('hex');

/** All files but links and those of dpkg itself, in order. */
function filesBelow(stage: string): readonly string[] {
  return readdirSync(stage, { recursive: true, encoding: 'utf8' })
    .filter(path => !path.startsWith('DEBIAN') && lstatSync(join(stage, path)).isFile())
    .sort();
}

/** In KiB, each file rounded up (Debian Policy 5.6.20). */
const sizeOf = (stage: string, files: readonly string[]): number =>
  files.reduce((sum, path) => sum + Math.ceil(lstatSync(join(stage, path)).size / 1024), 0);

/** Modes as a package has them, whatever the umask; and one time. */
function setModes(stage: string, time: number): void {
  for (const path of ['.', ...readdirSync(stage, { recursive: true, encoding: 'utf8' })]) {
    const file = join(stage, path);
    const stat = lstatSync(file);
    if (stat.isSymbolicLink()) continue;
    const isProgram = stat.isDirectory() || /^DEBIAN\/p|\.cjs$/u.test(path);
    chmodSync(file, isProgram ? 0o755 : 0o644);
    utimesSync(file, time, time);
  }
}

function control({ version, home, maintainer }: About, size: number): string {
  return `Package: fngvt
Version: ${version}
Section: admin
Priority: optional
Architecture: all
Maintainer: ${maintainer}
Installed-Size: ${size}
Depends: nodejs (>= 18.19)
Suggests: libvirt-clients, mdevctl
${home === undefined ? '' : `Homepage: ${home}\n`}Description: tell whether the Intel GPU can be shared with virtual machines
 Reads a host, a mounted disk or a snapshot of one and says whether its Intel
 GPU can be shared with virtual machines by GVT-g or SR-IOV; if not, what is
 first in the way and what to do about it.
 .
 Looking changes nothing. What changes a host (fix, undo, vgpu, vm) shows
 every edit and command first, asks, and can be taken back to the byte.
 .
 A timer, fngvt-watch.timer, looks daily and writes one line into the journal
 where sharing no longer works. It is off unless it is enabled.
`;
}

/** The changes themselves are told in CHANGELOG.md, which is not in Debian's form. */
function changelog({ version, time, maintainer }: About): string {
  const date = new Date(time * 1000).toUTCString().replace('GMT', '+0000');
  return `fngvt (${version}) unstable; urgency=medium

  * Version ${version}, as told in the CHANGELOG.md of its sources.

 -- ${maintainer}  ${date}
`;
}

function copyright(license: string): string {
  const text = license
    .trim()
    .split('\n')
    .slice(4)
    .map(line => (line === '' ? ' .' : ` ${line}`));
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: fngvt
Comment: fngvt.cjs holds libraries of others; their licences (MIT, ISC, BSD)
 stand in THIRD-PARTY-NOTICES.txt.gz.

Files: *
Copyright: 2026 the fngvt authors
License: MIT
${text.join('\n')}
`;
}
