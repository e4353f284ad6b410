import { describe, expect, it } from 'vitest';
import { parseDomain } from '../../src/formats/domain-xml.ts';

const mdev = (uuid: string, more = '') =>
  `<hostdev mode='subsystem' type='mdev' managed='no' model='vfio-pci'${more}><source><address uuid='${uuid}'/></source><address type='pci' domain='0x0000' bus='0x07' slot='0x00' function='0x0'/></hostdev>`;
const pci = (address: string) =>
  `<hostdev mode='subsystem' type='pci' managed='yes'><driver name='vfio'/><source><address ${address}/></source></hostdev>`;
const domain = (devices: string, more = '') =>
  `<domain type='kvm' id='3' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>rvb8l0pj</name>
  <uuid>6F1F1E1D-1111-4222-8333-444455556666</uuid>
  <title>我的 &lt;Windows&gt; &amp; 游戏</title>${more}
  <devices>${devices}</devices>
</domain>`;
const uuid = '00000000-0000-0000-0000-000000000011';

describe("fnOS's definition", () => {
  const metadata = `<metadata><customMeta xmlns="customMeta"><osType xmlns="osType">windows</osType><devices>${mdev(uuid)}</devices><title>x</title></customMeta></metadata>`;
  const graphics = `<graphics type='vnc' socket='/var/run/vms/rvb8l0pj.vnc.sock' powerControl='yes'/>`;
  const wanted = {
    name: 'rvb8l0pj',
    uuid: '6f1f1e1d-1111-4222-8333-444455556666',
    title: '我的 <Windows> & 游戏',
    mdevs: [{ uuid, model: 'vfio-pci', display: 'off' }],
    pciHostdevs: ['0000:01:00.0'],
    parseError: false,
  };
  const text = domain(
    graphics + mdev(uuid, " display='off'") + pci("domain='0x0000' bus='0x01' slot='0x00' function='0x0'"),
    metadata,
  );

  it.each([
    ['as virsh prints it', text],
    ['below /etc, with a comment', `<!--\nWARNING: THIS IS AN AUTO-GENERATED FILE.\n-->\n${text}`],
    ['below /run, inside of domstatus', `<domstatus state='running'><vcpus/>${text}</domstatus>`],
    ['with carriage returns', text.replaceAll('\n', '\r\n')],
  ])('%s', (_, xml) => {
    expect(parseDomain(xml)).toEqual(wanted);
  });
});

it.each<[string, string, object]>([
  ['no devices', '', { mdevs: [], pciHostdevs: [] }],
  ['two mdevs', mdev('A') + mdev('b'), { mdevs: [{ uuid: 'a' }, { uuid: 'b' }] }],
  ['no display attribute', mdev('a'), { mdevs: [{ display: null }] }],
  ['an mdev without a UUID', "<hostdev type='mdev'><source/></hostdev>", { mdevs: [] }],
  [
    'the GPU itself',
    pci("domain='0x0000' bus='0x00' slot='0x02' function='0x0'"),
    { pciHostdevs: ['0000:00:02.0'] },
  ],
  ['decimal numbers', pci("bus='0' slot='31' function='7'"), { pciHostdevs: ['0000:00:1f.7'] }],
  ['an address with a part missing', pci("bus='0x00'"), { pciHostdevs: [] }],
  ['an address that is no number', pci("bus='x' slot='0' function='0'"), { pciHostdevs: [] }],
  [
    'a USB device',
    "<hostdev type='usb'><source><address bus='1' device='2'/></source></hostdev>",
    { pciHostdevs: [] },
  ],
  ['a device of qemu:', `</devices><qemu:devices>${mdev(uuid)}</qemu:devices><devices>`, { mdevs: [] }],
])('%s', (_, devices, expected) => {
  expect(parseDomain(domain(devices))).toMatchObject({ parseError: false, ...expected });
});

it('what is missing is null', () => {
  expect(parseDomain('<domain/>')).toEqual({
    name: null,
    uuid: null,
    title: null,
    mdevs: [],
    pciHostdevs: [],
    parseError: false,
  });
});

it.each([
  ['nothing', ''],
  ['a message', "error: failed to get domain 'x'"],
  ['half a definition', "<domain type='kvm'><name>x</name>"],
  ['another document', '<network><name>default</name></network>'],
  ['a document type', '<!DOCTYPE domain><domain><name>x</name></domain>'],
  ['a definition that nests too deep', `<domain>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</domain>`],
])('%s is no definition', (_, xml) => {
  expect(parseDomain(xml)).toMatchObject({ name: null, mdevs: [], parseError: true });
});
