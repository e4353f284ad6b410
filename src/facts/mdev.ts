import { parseMdevctlConfig } from '../formats/mdevctl-config.ts';
import { mdevctlProgram } from '../formats/udev-rule.ts';
import type { Host } from '../host/reader.ts';
import { fromReading, presence, type Collector } from './collector.ts';
import { unitPath, vgpuUnit, wantedPath } from '../values/vgpu-unit.ts';
import { known, unknown, type Fact } from './fact.ts';

const devices = '/sys/bus/mdev/devices';
const definitions = '/etc/mdevctl.d';
const rules = [
  '/etc/udev/rules.d/60-mdevctl.rules',
  '/usr/lib/udev/rules.d/60-mdevctl.rules',
  '/lib/udev/rules.d/60-mdevctl.rules',
];
const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** Mediated devices: Documentation/driver-api/vfio-mediated-device.rst; and how mdevctl would bring them back. */
export const mdevCollector: Collector = {
  subject: 'mdev',
  gives: [
    'mdev/type',
    'mdev/parent',
    'mdev/is-active',
    'mdev/iommu-group',
    'mdev/is-defined',
    'mdev/autostart',
    'mdev/boot-unit',
    'host/mdev-list-complete',
    'mdevctl/path',
    'mdevctl/rule-program',
    'mdevctl/rule-works',
  ],
  collect: async host => {
    const [active, defined] = await Promise.all([activeDevices(host), definedDevices(host)]);
    const isListed = active.isListed && defined.isListed;
    const mdevctl = await mdevctlPath(host);
    const uuids = new Set([...active.found.map(({ uuid }) => uuid), ...defined.uuids]);
    return {
      facts: [
        known('host/mdev-list-complete', isListed, { source: `${devices}, ${definitions}` }),
        ...active.found.flatMap(device => device.facts),
        ...defined.facts,
        ...undefinedFacts(
          active.found.map(device => device.uuid),
          defined,
        ),
        ...(await Promise.all([...uuids].map(uuid => unitFact(host, uuid, mdevctl)))),
        mdevctl,
        ...(await ruleFacts(host)),
      ],
    };
  },
};

interface Active {
  readonly uuid: string;
  readonly facts: readonly Fact[];
}

async function activeDevices(
  host: Host,
): Promise<{ readonly isListed: boolean; readonly found: readonly Active[] }> {
  const listed = await host.list(devices);
  const uuids = listed.state === 'present' ? listed.value.filter(name => uuidShape.test(name)) : [];
  const found = await Promise.all(
    uuids.map(async uuid => {
      const [type, place, group] = await Promise.all([
        host.link(`${devices}/${uuid}/mdev_type`),
        host.link(`${devices}/${uuid}`),
        host.link(`${devices}/${uuid}/iommu_group`),
      ]);
      const at = (name: string) => ({ subject: uuid, source: `${devices}/${uuid}${name}` });
      return {
        uuid,
        facts: [
          known('mdev/is-active', true, at('')),
          fromReading('mdev/type', type, at('/mdev_type'), lastName),
          fromReading('mdev/parent', place, at(''), target => target.split('/').at(-2)),
          fromReading('mdev/iommu-group', group, at('/iommu_group'), lastName),
        ],
      };
    }),
  );
  return { isListed: listed.state !== 'withheld', found };
}

interface Defined {
  readonly isRead: boolean;
  /** The definitions of every GPU were read. */
  readonly isListed: boolean;
  readonly uuids: readonly string[];
  readonly facts: readonly Fact[];
}

/** Definitions below /etc/mdevctl.d/<parent>/<uuid>; libvirt writes them too, through mdevctl. */
async function definedDevices(host: Host): Promise<Defined> {
  const parents = await host.list(definitions);
  if (parents.state === 'withheld') return { isRead: false, isListed: false, uuids: [], facts: [] };
  const folders =
    parents.state === 'present' ? parents.value.filter(name => /^[0-9a-f]{4}:/iu.test(name)) : [];
  const found = await Promise.all(
    folders.map(async parent => {
      const names = await host.list(`${definitions}/${parent}`);
      const uuids = names.state === 'present' ? names.value.filter(name => uuidShape.test(name)) : [];
      const own = await Promise.all(uuids.map(uuid => definition(host, parent, uuid)));
      return { isListed: names.state !== 'withheld', own };
    }),
  );
  const all = found.flatMap(({ own }) => own);
  return {
    isRead: true,
    isListed: found.every(({ isListed }) => isListed),
    uuids: all.map(one => one.uuid),
    facts: all.flatMap(one => one.facts),
  };
}

async function definition(host: Host, parent: string, uuid: string): Promise<Active> {
  const source = `${definitions}/${parent}/${uuid}`;
  const about = { subject: uuid, source };
  const [text, running] = await Promise.all([host.read(source), host.link(`${devices}/${uuid}`)]);
  const config = text.state === 'present' ? { ...text, value: parseMdevctlConfig(text.value) } : text;
  const idle =
    running.state === 'present'
      ? []
      : [
          presence('mdev/is-active', running, { subject: uuid, source: devices }),
          known('mdev/parent', parent, about),
          fromReading('mdev/type', config, about, of => of?.type),
        ];
  return {
    uuid,
    facts: [
      ...idle,
      known('mdev/is-defined', true, about),
      fromReading('mdev/autostart', config, about, of =>
        of === undefined ? undefined : of.start === 'auto',
      ),
    ],
  };
}

function undefinedFacts(active: readonly string[], defined: Defined): readonly Fact[] {
  return active
    .filter(uuid => !defined.uuids.includes(uuid))
    .flatMap(uuid => {
      const about = { subject: uuid, source: definitions };
      if (!defined.isRead)
        return [unknown('mdev/is-defined', 'denied', about), unknown('mdev/autostart', 'denied', about)];
      return [known('mdev/is-defined', false, about), known('mdev/autostart', false, about)];
    });
}

/**
 * Without mdevctl fngvt itself keeps a vGPU by a unit of systemd's: enabled, it is linked where its `WantedBy=` says (systemctl(1), "enable").
 * A link whose unit is gone starts nothing. Where mdevctl is there, fngvt makes no such unit: a snapshot that was not asked for one has none.
 */
async function unitFact(host: Host, uuid: string, mdevctl: Fact): Promise<Fact> {
  const unit = vgpuUnit(uuid);
  const path = wantedPath(uuid);
  const about = { subject: uuid, source: path };
  const link = await host.link(path);
  const needed = link.state === 'present' ? await host.stat(unitPath(unit)) : link;
  const isUnasked = needed.state === 'withheld' && needed.why === 'not captured';
  if (isUnasked && mdevctl.known && mdevctl.value !== null) return known('mdev/boot-unit', null, about);
  return fromReading('mdev/boot-unit', needed, about, () => unit);
}

async function mdevctlPath(host: Host): Promise<Fact> {
  const places = ['/usr/sbin/mdevctl', '/usr/bin/mdevctl'];
  const stats = await Promise.all(places.map(path => host.stat(path)));
  const path = places[stats.findIndex(stat => stat.state === 'present')];
  if (path !== undefined) return known('mdevctl/path', path, { source: path });
  const source = places.join(', ');
  const missing = stats.find(stat => stat.state === 'withheld');
  return missing === undefined
    ? known('mdevctl/path', null, { source })
    : unknown('mdevctl/path', missing.why, { source });
}

/** Does the packaged udev rule run mdevctl where it is? On Debian 12 and 13 the rule names another place. */
async function ruleFacts(host: Host): Promise<readonly Fact[]> {
  const readings = await Promise.all(rules.map(rule => host.read(rule)));
  const at = readings.findIndex(reading => reading.state !== 'absent');
  const reading = readings[at] ?? { state: 'absent' as const };
  const source = rules[at] ?? rules.join(', ');
  const program = reading.state === 'present' ? mdevctlProgram(reading.value) : undefined;
  const stat = program === undefined ? undefined : await host.stat(program);
  return [
    fromReading('mdevctl/rule-program', reading, { source }, text => mdevctlProgram(text) ?? null),
    stat === undefined
      ? fromReading('mdevctl/rule-works', reading, { source }, () => false, false)
      : presence('mdevctl/rule-works', stat, { source: program ?? source }),
  ];
}

const lastName = (target: string): string => target.slice(target.lastIndexOf('/') + 1);
