/** Definitions of VMs as people have them: whole or odd, valid or not by libvirt's own schema. */

const head = (name: string, rest = ''): string =>
  `  <name>${name}</name>\n  <uuid>6d0f2c8e-4d5b-4a42-9b2f-2f6f3a7c1e01</uuid>\n${rest}  <memory unit='KiB'>4194304</memory>\n  <vcpu placement='static'>2</vcpu>\n`;

const os = (machine: string, more = ''): string =>
  `  <os>\n    <type arch='x86_64' machine='${machine}'>hvm</type>\n${more}  </os>\n`;

const disk = `    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/>
      <source file='/vol1/vm/pool/disk.qcow2'/>
      <target dev='vda' bus='virtio'/>
    </disk>\n`;
const balloon = `    <memballoon model='virtio'/>\n`;
const video = `    <video>\n      <model type='vga' vram='16384' heads='1' primary='yes'/>\n    </video>\n`;
const fnosGraphics = `    <graphics type='vnc' socket='/var/run/vms/a.vnc.sock' powerControl='yes'/>\n`;
const pci = `    <hostdev mode='subsystem' type='pci' managed='yes'>
      <source>
        <address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
      </source>
    </hostdev>\n`;
const usb = `    <hostdev mode='subsystem' type='usb' managed='yes'>
      <source>
        <vendor id='0x046d'/>
        <product id='0xc52b'/>
      </source>
    </hostdev>\n`;
const otherMdev = `    <hostdev mode='subsystem' type='mdev' managed='no' model='vfio-pci' display='off'>
      <source>
        <address uuid='9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d'/>
      </source>
    </hostdev>\n`;
const fnosMeta = `  <metadata>
    <customMeta xmlns="customMeta">
      <osType xmlns="osType">windows</osType>
      <autostart xmlns="autostart">0</autostart>
    </customMeta>
  </metadata>\n`;

const domain = (inner: string, attributes = ''): string =>
  `<domain type='kvm'${attributes}>\n${inner}</domain>\n`;
const devices = (inner: string): string => `  <devices>\n${inner}  </devices>\n`;
const q35 = (inner: string, rest = ''): string =>
  domain(head('vm', rest) + os('pc-q35-7.2') + devices(inner));

/** A shape: what it is, and its text. */
export type Shape = readonly [about: string, xml: string];

export const shapes: readonly Shape[] = [
  ['fnOS, q35, invalid by its own graphics', q35(disk + fnosGraphics + video + balloon, fnosMeta)],
  ['fnOS, i440fx', domain(head('rvb8l0pj', fnosMeta) + os('pc-i440fx-7.2') + devices(fnosGraphics + video))],
  ['fnOS with a card passed through', q35(disk + fnosGraphics + video + pci + balloon, fnosMeta)],
  [
    'virt-manager, Windows by UEFI',
    domain(
      head('win10', `  <title>Windows 10</title>\n`) +
        os(
          'pc-q35-9.2',
          `    <loader readonly='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE_4M.fd</loader>\n    <nvram>/var/lib/libvirt/qemu/nvram/win10_VARS.fd</nvram>\n`,
        ) +
        devices(
          disk +
            `    <tpm model='tpm-crb'>\n      <backend type='emulator' version='2.0'/>\n    </tpm>\n    <graphics type='spice' autoport='yes'/>\n    <video>\n      <model type='qxl'/>\n    </video>\n    <redirdev bus='usb' type='spicevmc'/>\n${balloon}`,
        ),
    ),
  ],
  [
    'virt-manager, Linux with a random number device',
    q35(
      `${disk}    <graphics type='spice' autoport='yes'>\n      <gl enable='yes'/>\n    </graphics>\n    <video>\n      <model type='virtio'/>\n    </video>\n${balloon}    <rng model='virtio'>\n      <backend model='random'>/dev/urandom</backend>\n    </rng>\n`,
    ),
  ],
  [
    'virt-install with an empty drive',
    q35(
      `${disk}    <disk type='file' device='cdrom'>\n      <target dev='sda' bus='sata'/>\n      <readonly/>\n    </disk>\n`,
    ),
  ],
  [
    'Unraid with a document of its own',
    domain(
      head(
        'Windows 11',
        `  <metadata>\n    <vmtemplate xmlns="unraid" name="Windows 11" icon="windows11.png" os="windowstpm"/>\n  </metadata>\n`,
      ) +
        os('pc-q35-7.2') +
        devices(disk + usb + balloon),
    ),
  ],
  [
    'TrueNAS with a display server',
    q35(
      `${disk}    <graphics type='spice' port='5900'>\n      <listen type='address' address='127.0.0.1'/>\n    </graphics>\n    <serial type='pty'/>\n`,
    ),
  ],
  [
    'arguments for QEMU in a namespace',
    domain(
      head('vm') +
        os('pc-q35-7.2') +
        devices(disk) +
        `  <qemu:commandline>\n    <qemu:arg value='-device'/>\n    <qemu:arg value='vfio-pci,x-vga=on'/>\n  </qemu:commandline>\n`,
      ` xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'`,
    ),
  ],
  ['comments among the devices', q35(`    <!-- the disk -->\n${disk}    <!-- nothing > behind it -->\n`)],
  ['a device that is commented out', q35(`${disk}    <!-- ${otherMdev.trim()} -->\n${balloon}`)],
  ['tabs', q35(disk + video + balloon).replaceAll('  ', '\t')],
  ['four spaces', q35(disk + video + pci).replaceAll('  ', '    ')],
  ['no line ends at all', q35(disk + video + balloon).replaceAll(/\n\s*/gu, '')],
  ['Windows line ends', q35(disk + video + pci).replaceAll('\n', '\r\n')],
  ['no devices', domain(`${head('vm')}${os('pc-q35-7.2')}  <devices/>\n`)],
  ['empty devices', domain(`${head('vm')}${os('pc-q35-7.2')}  <devices></devices>\n`)],
  [
    'devices with a comment alone',
    domain(`${head('vm')}${os('pc-q35-7.2')}  <devices><!-- none --></devices>\n`),
  ],
  ['a character of four bytes', q35(disk + balloon, `  <title>🪟 Windows</title>\n`)],
  ['Chinese', q35(disk + balloon, `  <title>我的 Windows 虚拟机</title>\n`)],
  [
    'devices inside of a document of somebody’s own',
    q35(
      disk + balloon,
      `  <metadata>\n    <x:app xmlns:x="urn:x">\n      <devices>\n${otherMdev}      </devices>\n    </x:app>\n  </metadata>\n`,
    ),
  ],
  [
    'a section that is no markup',
    q35(disk + balloon, `  <description><![CDATA[<devices> & </devices>]]></description>\n`),
  ],
  ['a USB device', q35(disk + usb + balloon)],
  ['several passed devices', q35(disk + pci + usb + balloon)],
  ['another vGPU already', q35(disk + otherMdev + balloon)],
  ['an XML declaration', `<?xml version='1.0' encoding='UTF-8'?>\n${q35(disk + balloon)}`],
  ['blank before it', `\n\n  ${q35(disk)}`],
  ['only what libvirt writes behind', q35(balloon)],
  [
    'a channel after the balloon',
    q35(
      `${balloon}    <channel type='unix'>\n      <target type='virtio' name='org.qemu.guest_agent.0'/>\n    </channel>\n`,
    ),
  ],
  ['entities', q35(disk, `  <description>a &lt;b&gt; &amp; &#233; "c"</description>\n`)],
  [
    'a sign in an attribute',
    domain(`${head('vm')}${os('pc-q35-7.2')}  <devices a='x>y'>\n${balloon}  </devices>\n`),
  ],
  [
    'a security label behind the devices',
    domain(
      `${head('vm')}${os('pc-q35-7.2')}${devices(disk + balloon)}  <seclabel type='none' model='apparmor'/>\n`,
    ),
  ],
  ['devices before the memory', domain(devices(disk) + head('vm') + os('pc-q35-7.2'))],
];
