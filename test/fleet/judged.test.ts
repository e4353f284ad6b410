import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { snapshotText } from '../../src/host/snapshot/save.ts';
import { openThreads } from '../../src/host/live/threads.ts';
import { examine } from '../../src/invocation/examine.ts';
import { fleetFiles } from '../../src/invocation/fleet/fleet-files.ts';
import { judged, type Sharing } from '../../src/invocation/fleet/judged.ts';
import type { FileOutcome, FleetWish } from '../../src/invocation/fleet/judge-file.ts';
import { openFile } from '../../src/invocation/open-file.ts';
import { subjectOf } from '../../src/invocation/subject.ts';
import { ownVersion } from '../../src/package-files.ts';
import { hostJson } from '../../src/report/fleet/fleet-json.ts';
import { loadRules } from '../../src/rules/load.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { entry } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fngvt-judged-'));
const hosts = join(folder, 'hosts');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  mkdirSync(hosts);
  for (const { name, path } of fixtureHosts())
    writeFileSync(join(hosts, `${name}.json`), snapshotText(await openFixture(path)));
  writeFileSync(join(hosts, 'a-broken-one.json'), '{');
});

const call = { version: ownVersion(), now: '2026-01-01T00:00:00.000Z', call: 'fngvt' };
const wish: FleetWish = {
  chosen: undefined,
  waivers: [],
  severity: 'error',
  isPlanned: false,
  isOpen: false,
  isJson: true,
  languages: ['en', 'zh-CN'],
};

async function outcomes(sharing: Sharing): Promise<readonly FileOutcome[]> {
  const all: FileOutcome[] = [];
  for await (const one of judged(fleetFiles([hosts]), wish, call, sharing)) all.push(one);
  return all;
}

describe('hosts judged side by side', () => {
  test('several threads say of every recorded host what is said of it alone, in the order of the folder', async () => {
    const shared = await outcomes({ threads: 3, entry });
    expect(shared.map(one => (one.kind === 'host' ? one.row.file : one.file))).toEqual(
      fleetFiles([hosts]).map(({ file }) => file),
    );
    expect(shared[0]).toMatchObject({ kind: 'unread' });
    for (const one of shared.slice(1)) {
      if (one.kind !== 'host') throw new Error(`not read: ${one.file}`);
      const subject = await subjectOf(await openFile(join(hosts, one.row.file)), { version: call.version });
      const { shared: told } = await examine(subject, loadRules(), call);
      expect(JSON.parse(one.json), one.row.file).toEqual(
        JSON.parse(hostJson(one.row, (await told()).report)),
      );
    }
    expect(shared).toEqual(await outcomes({ threads: 1, entry }));
  });

  test('where no thread can be had, all is done here', async () => {
    expect(await openThreads(join(folder, 'nothing.js'), 2, {})).toBeUndefined();
    const [first, ...rest] = await outcomes({ threads: 2, entry: join(folder, 'nothing.js') });
    expect(first).toMatchObject({ kind: 'unread' });
    expect(rest).toHaveLength(fixtureHosts().length);
  });

  test('what breaks in a thread breaks the run, with the stack of the thread', async () => {
    const broken = join(folder, 'broken.cjs');
    writeFileSync(
      broken,
      `const { parentPort } = require('node:worker_threads');
       parentPort.on('message', ({ at }) =>
         parentPort.postMessage(at === 3 ? { kind: 'broke', stack: 'Error: here' } : { kind: 'done', at, result: at }));
       parentPort.postMessage({ kind: 'ready' });`,
    );
    const threads = await openThreads<object, number, number>(broken, 2, {});
    const came: number[] = [];
    await expect(async () => {
      for await (const one of threads?.each([0, 1, 2, 3, 4, 5]) ?? []) came.push(one);
    }).rejects.toMatchObject({ stack: 'Error: here' });
    expect(came).not.toContain(3);
  });

  test('no more is begun ahead of the first that is missing than is kept', async () => {
    const slow = join(folder, 'slow.cjs');
    // The first task is answered last: when nothing more comes.
    writeFileSync(
      slow,
      `const { parentPort } = require('node:worker_threads');
       let most = 0, first, timer;
       parentPort.on('message', ({ at }) => {
         most = Math.max(most, at);
         clearTimeout(timer);
         timer = setTimeout(() => parentPort.postMessage({ kind: 'done', at: 0, result: most }), 200);
         if (at > 0) parentPort.postMessage({ kind: 'done', at, result: most });
       });
       parentPort.postMessage({ kind: 'ready' });`,
    );
    const threads = await openThreads<object, number, number>(slow, 1, {});
    const tasks = Array.from({ length: 1000 }, (_, at) => at);
    for await (const most of threads?.each(tasks) ?? []) {
      expect(most).toBeGreaterThan(1);
      expect(most).toBeLessThan(32);
      break;
    }
  });
});
