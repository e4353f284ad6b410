import { spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasProgram } from '../recorded-tree.ts';
import { furnish, plan } from './grub-imitation.ts';
import { canChroot, OwnRoot } from './own-root.ts';

/** Where npm lies in the root. */
const npm = '/usr/lib/node_modules/npm';

/** However a person calls fngvt by sudo, what it tells them to type next is the same call. */
describe.runIf(canChroot)('called by sudo', () => {
  let root: OwnRoot;
  beforeAll(() => {
    root = new OwnRoot();
    furnish(root);
    root.install('env');
    symlinkSync('dist/fngvt.js', root.at('/opt/fngvt/fngvt'));
    root.put('/plan.json', JSON.stringify(plan));
    root.entry(['apply', '/plan.json']);
    // Somebody edits it: then undo names the call that puts it back all the same.
    root.put('/etc/modules', '# mine\n', 0o640);
  });
  afterAll(() => root.remove());

  /** By a shell in the package's folder, as sudo leaves the environment: sudo(8), SUDO_UID. */
  function undo(call: string, uid: string): string {
    const { stdout } = spawnSync(
      'chroot',
      [root.path, '/bin/sh', '-c', `cd /opt/fngvt && exec ${call} undo --yes`],
      {
        encoding: 'utf8',
        env: {
          PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/bin',
          HOME: '/root',
          ...(uid === '' ? {} : { SUDO_UID: uid }),
          // The package is there and built: npx has nothing to ask for and nothing to make.
          npm_config_offline: 'true',
          npm_config_ignore_scripts: 'true',
        },
      },
    );
    return stdout.replaceAll(/\s+/gu, ' ');
  }

  const calls = [
    ['./fngvt', './fngvt'],
    ['node dist/fngvt.js', 'node dist/fngvt.js'],
  ] as const;
  test.each(calls)('as %s', (call, said) => {
    expect(undo(call, '1000')).toContain(`: sudo ${said} undo `);
    expect(undo(call, '')).toContain(`: ${said} undo `);
  });

  test.runIf(hasProgram('npx'))("as npx fngvt, by this machine's own npx", () => {
    const [program] = spawnSync('sh', ['-c', 'command -v npx'], { encoding: 'utf8' }).stdout.split('\n');
    mkdirSync(dirname(root.at(npm)), { recursive: true });
    spawnSync('cp', ['-r', dirname(dirname(realpathSync(program ?? ''))), root.at(npm)]);
    const npx = `node ${npm}/bin/npx-cli.js fngvt`;
    expect(undo(npx, '1000')).toContain(': sudo npx fngvt undo ');
    expect(undo(npx, '')).toContain(': npx fngvt undo ');
  });
});
