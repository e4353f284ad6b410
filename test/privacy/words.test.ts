import { describe, expect, test } from 'vitest';
import { keyedDigest } from '../../src/host/digest.ts';
import { Pseudonymizer } from '../../src/privacy/pseudonymizer.ts';
import { hideWords, hideWordsOfConfig } from '../../src/privacy/known-tokens.ts';

const fresh = (): Pseudonymizer => new Pseudonymizer(keyedDigest('a machine'));
const hide = (text: string): string => hideWords(text, { standIns: fresh() });

describe('what is kept', () => {
  test.each([
    'BOOT_IMAGE=/boot/vmlinuz-6.1.0-56-amd64 ro quiet i915.enable_gvt=1 intel_iommu=on iommu=pt',
    'i915.enable_gtv=1',
    'initcall_blacklist=i915_init,sysfb_init,simpledrm_platform_driver_init initcall_blacklist=xe_init',
    'i915:enable_guc=3',
    'intel_iomu=on',
    'ｉ９１５．ｅｎａｂｌｅ＿ｇｖｔ＝１',
    'GRUB_CMDLINE_LINUX_DEFAULT=“quiet i915.enable_gvt=1”',
    'options vfio-pci ids=8086:3e92,8086:a348 disable_vga=1',
    'pci 0000:00:02.0: [8086:7d45] type 00 class 0x030000',
    '6.8.12-4-pve 6.6.38-trim 5.15.0-86-generic 6.12.1-arch1-1 6.1.0-13+deb12u1',
    'i915-GVTg_V5_4 pci_0000_00_02_0',
    'kvmgt 417792 0 - Live 0x0000000000000000',
    "<memory unit='KiB'>4194304</memory>",
    '/dev/nvme0n1p2 /dev/sda1 enp0s31f6',
  ])('%s', text => {
    expect(hide(text)).toBe(text);
  });
});

describe('what is replaced', () => {
  test.each([
    ['a name', 'Alice', 'linux vmlinuz Alice root'],
    ['a host name', 'alices-nas', 'alices-nas'],
    ['a Chinese name', '张伟', '硬盘 张伟 quiet'],
    ['a Chinese name as bytes of octal', '345\\274', String.raw`\345\274\240\344\274\237`],
    ['a Chinese name as escapes', 'u5f20', String.raw`\u5f20\u4f1f`],
    ['a Chinese name as references', '24352', '&#24352;&#20255;'],
    ['a Chinese name in a URL', '%E5', 'name: %E5%BC%A0%E4%BC%9F'],
    ['a UUID', '6d0f2c8e', 'root=UUID=6d0f2c8e-4d5b-4a42-9b2f-2f6f3a7c1e01'],
    [
      'a UUID in the name of a node device',
      '6d0f2c8e',
      'mdev_6d0f2c8e_4d5b_4a42_9b2f_2f6f3a7c1e01_0000_00_02_0',
    ],
    ['a hardware address', '52:54:00', "<mac address='52:54:00:ab:cd:ef'/>"],
    ['a hardware address with dashes', '52-54-00', '52-54-00-ab-cd-ef'],
    ['an address', '192.168', 'ip=192.168.1.20::192.168.1.1:255.255.255.0'],
    ['an address of IPv6', '2001:db8', 'at 2001:db8::17 and fe80::1ff:fe23:4567:890a'],
    ['a serial number', 'S3Z9NB0K123456', 'ata-Samsung_SSD_860_S3Z9NB0K123456'],
    ['a telephone number', '13800138000', 'call 13800138000'],
    ['the name of a disk on the network', '5000c500a1b2c3d4', 'wwn-0x5000c500a1b2c3d4'],
    ['an address of the kernel', 'ffffffffc0a0', '0xffffffffc0a01000'],
    ['a machine id', '0123456789abcdef', '0123456789abcdef0123456789abcdef'],
    ['a name that looks like a stand-in', 'anon_peter', 'anon_peter'],
    ['a name beside a parameter', '张伟', '张伟enable_gvt'],
    ['a name in GBK', '\udcd5', 'root \udcd5\udcc5\udcce\udcb0 quiet'],
    ['a name in GBK beside a parameter', '\udcd5', '\udcd5\udcc5enable_gvt'],
    ['a name beside a byte', 'huber', 'huber\udcb0'],
    ['a Latin-1 name', 'ller', 'M\udcfcller'],
  ])('%s', (_kind, secret, text) => {
    expect(hide(text)).not.toContain(secret);
  });
});

describe('a place', () => {
  test.each([
    ['31.2304, 121.4737'],
    ['31.2304,121.4737'],
    ['31.2304 121.4737'],
    ['-33.86882;151.20929'],
    ['+31.2304+121.4737/'],
    ['geo:31.2304,121.4737;u=35'],
    ['31.2304° N, 121.4737° E'],
    ['N31.2304 E121.4737'],
    ['?ll=31.2304%2C121.4737&z=15'],
    ['{"lat":31.2304,\n"lng": 121.4737}'],
    ['lat=31.23&lon=121.47'],
    ['纬度：31.2304，经度：121.4737'],
    [`31°13'49.5"N 121°28'25"E`],
    ['31° 13′ 49″ N'],
  ])('%s', text => {
    expect(hide(text)).not.toMatch(/31\.23|121\.47|33\.86|151\.20|13['′ ]|28'|49/u);
    expect(hideWords(hide(text), { standIns: new Pseudonymizer(keyedDigest('another')) })).toBe(hide(text));
  });

  test.each([
    '0.52, 0.58, 0.59',
    '6.1.0, 12.2.0',
    '6.1.140 12.2.104',
    '+45.0°C',
    'tsc 2904.001 1.000',
    '1.23, 4.56',
  ])('is not %s', text => {
    expect(hide(text)).toContain(text.replaceAll(/[a-z]+ /gu, ''));
  });
});

describe('a PIN', () => {
  test.each([
    'PIN 8844',
    'pin=8844',
    'PIN_CODE="8844"',
    'doorPassword: 8844',
    'WIFI_PASSWORD=88448844',
    'the pin for door 2 is 8844',
    'PIN码：8844',
    'PIN碼是8844。',
    '密码 8844',
    '密碼：８８４４',
    '口令是 884412',
    '验证码 884412',
    '8844 is my PIN',
    '8844 ist die PIN',
    '8844是密码',
    '8844（密码）',
    'passwd 8844.',
  ])('%s', text => {
    expect(hide(text)).not.toMatch(/8844|８８４４/u);
    expect(hideWords(hide(text), { standIns: new Pseudonymizer(keyedDigest('another')) })).toBe(hide(text));
  });

  test.each([
    ['a date', 'password changed 2024-01-02', '2024-01-02'],
    ['a time', 'password 1234:56', '1234:56'],
    ['another number', 'port 5900 size 4096', '5900 size 4096'],
    ['a line further on', 'password\n5900', '5900'],
    ['what a CPU is pinned to', "<vcpupin vcpu='0' cpuset='1024'/>", '1024'],
  ])('is not %s', (_, text, kept) => {
    expect(hide(text)).toContain(kept);
  });
});

test('two names that differ in a byte alone have stand-ins that do not depend on their order', () => {
  const [one, other] = ['\udcd5\udcc5', '\udcd5\udcc6'];
  const both = hide(`${one} ${other}`).split(' ');
  expect(both[0]).not.toBe(both[1]);
  expect(hide(`${other} ${one}`).split(' ').reverse()).toEqual(both);
});

test('the same value has the same stand-in, another machine has another one', () => {
  const text = 'alice bob alice';
  const [a, b, c] = hide(text).split(' ');
  expect(a).toBe(c);
  expect(a).not.toBe(b);
  expect(hideWords(text, { standIns: new Pseudonymizer(keyedDigest('another')) })).not.toContain(a);
});

test('replacing twice is replacing once', () => {
  const text =
    'alice 6d0f2c8e-4d5b-4a42-9b2f-2f6f3a7c1e01 mdev_6d0f2c8e_4d5b_4a42_9b2f_2f6f3a7c1e01_0000_00_02_0 10.0.0.9';
  const once = hide(text);
  expect(hideWords(once, { standIns: new Pseudonymizer(keyedDigest('another')) })).toBe(once);
});

test('the owner of the machine gets the real names back', () => {
  const standIns = fresh();
  const text = 'dumpxml --domain rvb8l0pj 6d0f2c8e-4d5b-4a42-9b2f-2f6f3a7c1e01';
  expect(standIns.reveal(hideWords(text, { standIns }))).toBe(text);
});

test('a comment keeps what it says of parameters and leaves the rest out', () => {
  const text = '# Alice set this, do not touch!\n#GRUB_CMDLINE_LINUX="i915.enable_gvt=1"\nfoo=alice\n';
  const hidden = hideWordsOfConfig(text, { standIns: fresh() });
  expect(hidden.split('\n')[0]).toMatch(/^# …/u);
  expect(hidden).toContain('#GRUB_CMDLINE_LINUX="i915.enable_gvt=1"\n');
  expect(hidden).not.toMatch(/alice/iu);
});

test('a long text takes no long time', () => {
  const started = performance.now();
  for (const text of [
    'a:'.repeat(500_000),
    '1.'.repeat(500_000),
    '-'.repeat(1_000_000),
    'ab12-'.repeat(200_000),
    'pin '.repeat(200_000),
    'pin 1234 '.repeat(100_000),
    '1.2345, '.repeat(100_000),
    '9'.repeat(1_000_000),
    '1234 '.repeat(200_000),
    '\udcba\udccb '.repeat(200_000),
  ])
    hide(text);
  expect(performance.now() - started).toBeLessThan(20_000);
});
