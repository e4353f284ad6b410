import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hostWriter } from '../../src/host/live/host-writer.ts';
import { holderOf } from '../../src/host/live/lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fngvt-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Takes the whole file as dpkg does, with fcntl(2) (struct flock of Linux on 64 bits), and keeps it. */
const likeDpkg = `use Fcntl; open F, "+<", $ARGV[0] or die;
my $lock = pack("s s x4 q q i", F_WRLCK, 0, 0, 0, 0); fcntl(F, F_SETLK, $lock) or die; $| = 1; print "held\\n"; sleep 60;`;

describe('the lock of a package manager', () => {
  test('is seen with its holder while it is held, and only then', async () => {
    const path = join(folder, 'lock-frontend');
    expect(holderOf(path)).toBeUndefined();
    writeFileSync(path, '');
    expect(holderOf(path)).toBeUndefined();
    const holder = spawn('perl', ['-e', likeDpkg, path]);
    await new Promise(done => holder.stdout.once('data', done));
    expect(holderOf(path)).toEqual({ path, pid: String(holder.pid), program: 'perl' });
    holder.kill();
    await new Promise(done => holder.once('exit', done));
    expect(holderOf(path)).toBeUndefined();
  });
});

describe('our own lock', () => {
  test('is held by one, and free again when that one lets go', () => {
    const [one, other] = [hostWriter(folder), hostWriter(folder)];
    expect(one.lock()).toBeUndefined();
    expect(other.lock()).toMatchObject({ reason: 'locked' });
    one.unlock();
    expect(other.lock()).toBeUndefined();
    other.unlock();
  });
});
