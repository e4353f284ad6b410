import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeOutput } from '../../src/host/live/output-file.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { UsageError } from '../../src/values/errors.ts';
import { OwnRoot } from '../change/own-root.ts';
import { entry, hostFixture } from '../run-cli.ts';

/**
 * Where `-o` writes, and to whom it gives what it wrote: the command line as a process, by root under sudo, and by another user, in folders
 * that others can write.
 */
const isRoot = process.getuid?.() === 0;

/** The person behind sudo, somebody who wishes nothing good, and a third. */
const [person, mallory, third] = [1000, 1001, 1002] as const;
const sudo = { SUDO_UID: String(person), SUDO_GID: String(person) };
const fixture = hostFixture('fnos-hd620.rebooted');

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'fngvt-output-'));
  chmodSync(top, 0o755);
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

/** A folder below `top`. */
function folder(name: string, owner: number, mode: number): string {
  const path = join(top, name);
  mkdirSync(path);
  chownSync(path, owner, owner);
  chmodSync(path, mode);
  return path;
}

function file(path: string, text: string, owner: number = 0, mode = 0o644): string {
  writeFileSync(path, text);
  chownSync(path, owner, owner);
  chmodSync(path, mode);
  return path;
}

function link(target: string, path: string, owner: number = mallory): string {
  symlinkSync(target, path);
  spawnSync('chown', ['-h', `${owner}:${owner}`, path]);
  return path;
}

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(argv: readonly string[], as: { readonly uid?: number; readonly cwd?: string } = {}): Result {
  const who = as.uid === undefined ? {} : { uid: as.uid, gid: as.uid };
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...argv], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', ...sudo },
    cwd: as.cwd ?? top,
    timeout: 30_000,
    ...who,
  });
  return { status, stdout, stderr };
}

/** As the command line does it. */
const doctor = (path: string, as = {}): Result => run(['doctor', '--from', fixture, '-o', path], as);

/** The same without the time that a process takes. */
function write(path: string, isNew = false): Result {
  const given = { uid: sudo.SUDO_UID, gid: sudo.SUDO_GID };
  try {
    writeOutput(path, report, { isNew, sudo: given });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { status: 2, stdout: '', stderr: `fngvt: ${error.message}\n` };
  }
  return { status: 0, stdout: '', stderr: '' };
}
const report = `<!doctype html>${'x'.repeat(100_000)}`;

/** Refused in one line, exit 2. */
function refused(result: Result, why: RegExp): void {
  expect(result).toMatchObject({ status: 2, stdout: '' });
  expect(result.stderr).toMatch(/^fngvt: [^\n]*: expected [^\n]*\n$/u);
  expect(result.stderr).toMatch(why);
}

function written(result: Result, path: string): void {
  expect(result).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(readFileSync(path, 'utf8')).toMatch(/^<!doctype html>/u);
}

const ownerOf = (path: string): string => {
  const { uid, gid, mode } = statSync(path);
  return `${uid}:${gid} ${(mode & 0o7777).toString(8)}`;
};

describe.runIf(isRoot)('root under sudo, in a folder in which others can plant a link', () => {
  const shared: readonly (readonly [name: string, owner: number, mode: number])[] = [
    ['writable for all', 0, 0o777],
    ['writable for all and sticky', 0, 0o1777],
    ['writable for a group', 0, 0o775],
    ['of somebody else', mallory, 0o755],
    ['of the person', person, 0o755],
  ];

  test.each(shared)('%s: a link to a file of the system is refused', (_, owner, mode) => {
    const place = folder('common', owner, mode);
    const shadow = file(join(top, 'shadow'), 'root:x\n', 0, 0o600);
    const out = link(shadow, join(place, 'report.html'));
    for (const result of [write(out), doctor(out)])
      refused(
        result,
        /found a link that others may have planted: \/[^ ]*\/common\/report\.html -> \/[^ ]*\/shadow(?:;|$)/mu,
      );
    expect(readFileSync(shadow, 'utf8')).toBe('root:x\n');
    expect(ownerOf(shadow)).toBe('0:0 600');
    expect(readlinkSync(out)).toBe(shadow);
    expect(readdirSync(place)).toEqual(['report.html']);
  });

  test.each(shared)('%s: a link to nothing is refused, and nothing is made', (_, owner, mode) => {
    const place = folder('common', owner, mode);
    const out = link(join(top, 'cron.d-job'), join(place, 'report.html'));
    refused(write(out), /others may have planted/u);
    expect(existsSync(join(top, 'cron.d-job'))).toBe(false);
  });

  test.each(shared)('%s: a folder on the way that is a link is refused', (_, owner, mode) => {
    const place = folder('common', owner, mode);
    const etc = folder('etc', 0, 0o755);
    link(etc, join(place, 'out'));
    refused(write(join(place, 'out', 'report.html')), /planted: \/[^ ]*\/common\/out -> \/[^ ]*\/etc$/mu);
    refused(write(`${place}/out/../common/report.html`), /others may have planted/u);
    refused(doctor('out/report.html', { cwd: place }), /others may have planted/u);
    expect(readdirSync(etc)).toEqual([]);
  });

  test.each(shared)('%s: a chain of links, the last of them theirs, is refused', (_, owner, mode) => {
    const place = folder('common', owner, mode);
    const own = folder('own', 0, 0o755);
    const shadow = file(join(top, 'shadow'), 'root:x\n', 0, 0o600);
    link(shadow, join(place, 'theirs.html'));
    const out = link(join(place, 'theirs.html'), join(own, 'report.html'), 0);
    refused(write(out), /others may have planted: [^ ]*\/theirs\.html/u);
    expect(readFileSync(shadow, 'utf8')).toBe('root:x\n');
  });

  test.each(shared)('%s: a link to itself is refused', (_, owner, mode) => {
    const place = folder('common', owner, mode);
    refused(write(link('loop.html', join(place, 'loop.html'))), /others may have planted/u);
  });

  test('another name of a file of the system is torn off and not written to', () => {
    const place = folder('common', 0, 0o777);
    const shadow = file(join(top, 'shadow'), 'root:x\n', 0, 0o600);
    linkSync(shadow, join(place, 'report.html'));
    written(write(join(place, 'report.html')), join(place, 'report.html'));
    expect(readFileSync(shadow, 'utf8')).toBe('root:x\n');
    expect([ownerOf(shadow), ownerOf(join(place, 'report.html'))]).toEqual(['0:0 600', '0:0 600']);
  });

  test('a snapshot, which must be new, never goes through a link either', () => {
    const place = folder('common', 0, 0o1777);
    const out = link(join(top, 'made'), join(place, 'host.json'));
    for (const result of [write(out, true), run(['snapshot', out, '--from', fixture])])
      refused(result, /expected a new file, found one that exists/u);
    expect(existsSync(join(top, 'made'))).toBe(false);
  });
});

describe.runIf(isRoot)('root under sudo, where nobody else can plant a link', () => {
  test('a link, absolute or not, to a file, a folder or nothing is followed and stays', () => {
    const own = folder('own', 0, 0o755);
    const data = folder('data', 0, 0o755);
    file(join(data, 'old.html'), 'old');
    for (const [name, target, real] of [
      ['absolute.html', join(data, 'old.html'), join(data, 'old.html')],
      ['relative.html', '../data/old.html', join(data, 'old.html')],
      ['dangling.html', '../data/new.html', join(data, 'new.html')],
      ['chain.html', 'relative.html', join(data, 'old.html')],
    ] as const) {
      const out = link(target, join(own, name), 0);
      written(write(out), real);
      expect(readlinkSync(out)).toBe(target);
    }
    link('../data', join(own, 'out'), 0);
    written(write(join(own, 'out', 'via.html')), join(data, 'via.html'));
    // `..` behind a link is the parent of where it leads, as for the kernel.
    written(write(join(own, 'out') + '/../beside.html'), join(top, 'beside.html'));
    expect(readdirSync(own).sort()).toEqual(
      ['absolute.html', 'chain.html', 'dangling.html', 'out', 'relative.html'].sort(),
    );
  });

  test('a link that leads to itself ends in one line', () => {
    const own = folder('own', 0, 0o755);
    refused(write(link('b.html', join(own, 'b.html'), 0)), /a link that leads to itself/u);
  });
});

describe.runIf(isRoot)('to whom a file belongs afterwards', () => {
  test.each<[name: string, owner: number, mode: number, wanted: string]>([
    ['the folder of the person', person, 0o755, `${person}:${person} 644`],
    ['a folder in which all may write', 0, 0o777, `${person}:${person} 644`],
    ['a sticky folder in which all may write', 0, 0o1777, `${person}:${person} 644`],
    ['a folder of root', 0, 0o755, '0:0 644'],
    ['a folder of somebody else', mallory, 0o755, '0:0 644'],
    ['a folder of the person that is closed to the person', person, 0o557, '0:0 644'],
    ['a folder in which all may look up names alone', 0, 0o771, '0:0 644'],
  ])('a new file in %s', (_, owner, mode, wanted) => {
    const place = folder('place', owner, mode);
    for (const [name, by] of [
      ['direct.html', write],
      ['process.html', doctor],
    ] as const) {
      written(by(join(place, name)), join(place, name));
      expect(ownerOf(join(place, name))).toBe(wanted);
    }
  });

  test('a new file in a folder of the group of the person', () => {
    const place = folder('place', 0, 0o775);
    chownSync(place, 0, person);
    written(write(join(place, 'report.html')), join(place, 'report.html'));
    expect(ownerOf(join(place, 'report.html'))).toBe(`${person}:${person} 644`);
  });

  test.each<[name: string, owner: number, mode: number]>([
    ['of root', 0, 0o600],
    ['of the person', person, 0o640],
    ['of a third', third, 0o664],
  ])('a file that was there, %s, keeps owner and mode', (_, owner, mode) => {
    for (const [i, at] of [0o755, 0o777, 0o1777].entries()) {
      const out = file(join(folder(`place${i}`, 0, at), 'report.html'), 'old', owner, mode);
      written(write(out), out);
      expect(ownerOf(out)).toBe(`${owner}:${owner} ${mode.toString(8)}`);
    }
  });

  test('no file becomes a program with the rights of its owner', () => {
    const out = file(join(folder('place', 0, 0o755), 'report.html'), 'old', 0, 0o4755);
    written(write(out), out);
    expect(ownerOf(out)).toBe('0:0 755');
  });
});

describe.runIf(isRoot)('another user', () => {
  const as = { uid: person };

  test('writes into a folder of their own, and follows a link there', () => {
    const own = folder('own', person, 0o755);
    link('real.html', join(own, 'latest.html'), person);
    written(doctor(join(own, 'latest.html'), as), join(own, 'real.html'));
    expect(ownerOf(join(own, 'real.html'))).toBe(`${person}:${person} 644`);
  });

  test('is not led to a file of their own by a link of somebody else', () => {
    const own = folder('own', person, 0o755);
    const profile = file(join(own, 'profile'), 'mine', person);
    const place = folder('common', 0, 0o1777);
    refused(doctor(link(profile, join(place, 'report.html')), as), /others may have planted/u);
    expect(readFileSync(profile, 'utf8')).toBe('mine');
  });

  test('writes to a file of their own in a folder that takes no new one', () => {
    const place = folder('closed', 0, 0o755);
    const out = file(join(place, 'report.html'), 'a longer text than the report, no doubt', person);
    written(doctor(out, as), out);
    expect(readdirSync(place)).toEqual(['report.html']);
  });

  test('is told in one line where nothing can be written', () => {
    refused(
      doctor(join(folder('closed', 0, 0o755), 'report.html'), as),
      /found a folder that you may not write to/u,
    );
    refused(
      doctor(join(folder('secret', 0, 0o700), 'report.html'), as),
      /found a folder that you may not write to/u,
    );
  });
});

describe('what is no file', () => {
  test('a named pipe is refused and not waited for', () => {
    expect(spawnSync('mkfifo', [join(top, 'pipe.html')]).status).toBe(0);
    refused(doctor(join(top, 'pipe.html')), /found a named pipe/u);
  });

  test('a folder, a name below a file, no folder', () => {
    mkdirSync(join(top, 'folder.html'));
    writeFileSync(join(top, 'file'), '');
    refused(write(join(top, 'folder.html')), /found a folder/u);
    refused(write(`${top}/folder.html/`), /found a folder/u);
    refused(write(`${top}/folder.html/.`), /found a folder/u);
    refused(write(`${top}/file/`), /found a file where a folder should be/u);
    refused(write('/'), /found a folder/u);
    refused(write(join(top, 'file', 'report.html')), /found a file where a folder should be/u);
    refused(write(join(top, 'none', 'report.html')), /found no such folder/u);
    refused(write(join(top, `${'x'.repeat(300)}.html`)), /found ENAMETOOLONG/u);
  });

  test.runIf(isRoot)('a device is refused', () => {
    if (spawnSync('mknod', [join(top, 'disk.html'), 'b', '7', '200']).status !== 0) return;
    refused(write(join(top, 'disk.html')), /found a device/u);
  });

  /** The shell opens what the command line is given. */
  const shell = (script: string): Result => {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script, process.execPath, entry, fixture], {
      encoding: 'utf8',
      cwd: top,
      timeout: 30_000,
    });
    return { status, stdout, stderr };
  };

  test('standard output, error and descriptors are written to as they were given', () => {
    const doctor = '"$0" "$1" doctor --from "$2" --lang en';
    symlinkSync('/dev/stdout', join(top, 'out.html'));
    symlinkSync('/dev/stderr', join(top, 'err.html'));
    symlinkSync('/dev/fd/9', join(top, 'nine.html'));
    symlinkSync('/proc/self/fd/9', join(top, 'proc.html'));
    symlinkSync('/dev/null', join(top, 'null.html'));
    expect(shell(`${doctor} -o out.html`).stdout).toMatch(/^<!doctype html>[^]*<\/html>\s*$/u);
    expect(shell(`${doctor} -o err.html`).stderr).toMatch(/^<!doctype html>[^]*<\/html>\s*$/u);
    expect(shell(`${doctor} -o out.html | cat`).stdout).toMatch(/^<!doctype html>[^]*<\/html>\s*$/u);
    expect(shell(`${doctor} -o null.html`)).toEqual({ status: 0, stdout: '', stderr: '' });
    for (const name of ['nine.html', 'proc.html']) {
      expect(shell(`${doctor} -o ${name} 9>nine`)).toMatchObject({ status: 0, stderr: '' });
      expect(readFileSync(join(top, 'nine'), 'utf8')).toMatch(/^<!doctype html>/u);
    }
    const substituted = shell(
      `ln -sf >(cat >sub) sub.html; exec 8> >(cat >sub); ln -sf /dev/fd/8 sub.html; ${doctor} -o sub.html; exec 8>&-; wait; sleep 1`,
    );
    expect(substituted).toMatchObject({ status: 0 });
    expect(readFileSync(join(top, 'sub'), 'utf8')).toMatch(/^<!doctype html>[^]*<\/html>\s*$/u);
  });
});

describe.runIf(isRoot)('a disk that is full', () => {
  test('keeps the earlier report, and nothing is left beside it', () => {
    const disk = folder('disk', 0, 0o755);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=755', 'tmpfs', disk]);
    if (mounted.status !== 0) {
      process.stderr.write('no file system can be mounted here: the test of a full disk does nothing\n');
      return;
    }
    try {
      const out = file(join(disk, 'report.html'), 'an earlier report');
      refused(write(out), /found a full disk/u);
      refused(write(join(disk, 'other.html')), /found a full disk/u);
      refused(write(join(disk, 'host.json'), true), /found a full disk/u);
      expect(readFileSync(out, 'utf8')).toBe('an earlier report');
      expect(readdirSync(disk)).toEqual(['report.html']);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});

describe.runIf(isRoot)('without /proc', () => {
  test('a file is written, and a planted link is refused all the same', async () => {
    const root = new OwnRoot();
    try {
      root.put('/host.json', JSON.stringify(await openFixture(fixture)));
      mkdirSync(root.at('/shared'));
      chmodSync(root.at('/shared'), 0o777);
      root.put('/etc/shadow', 'root:x\n', 0o600);
      symlinkSync('/etc/shadow', root.at('/shared/report.html'));
      const inside = (path: string): Result => {
        const { exit, stdout, stderr } = root.cli(['doctor', '--from', '/host.json', '-o', path]);
        return { status: exit, stdout, stderr };
      };
      written(inside('/tmp/../tmp/report.html'), root.at('/tmp/report.html'));
      refused(inside('/shared/report.html'), /others may have planted/u);
      expect(root.read('/etc/shadow')).toBe('root:x\n');
    } finally {
      root.remove();
    }
  });
});
