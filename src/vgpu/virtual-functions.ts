import type { Host } from '../host/reader.ts';
import { pciDevice } from '../values/pci-device.ts';

/** A virtual function of an SR-IOV GPU. */
export interface VirtualFunction {
  readonly address: string;
  /** The driver that holds it now; null: none. */
  readonly driver: string | null;
}

/** The virtual functions of a GPU: the links virtfn0, virtfn1, … (Documentation/ABI/testing/sysfs-bus-pci). */
export async function readFunctions(
  host: Host,
  gpu: string,
  count: number,
): Promise<readonly VirtualFunction[]> {
  const links = await Promise.all(
    Array.from({ length: Math.min(count, 64) }, (_, at) => host.link(`${pciDevice(gpu)}/virtfn${at}`)),
  );
  const found = links.flatMap((link, at) => {
    if (link.state === 'present') return [link.value.split('/').at(-1) ?? ''];
    // The GPU inside of a CPU numbers its functions behind its own: 00:02.1 and on.
    const address = link.state === 'withheld' ? nextFunction(gpu, at + 1) : undefined;
    return address === undefined ? [] : [address];
  });
  return Promise.all(
    found.map(async address => {
      const driver = await host.link(`${pciDevice(address)}/driver`);
      return {
        address,
        driver: driver.state === 'present' ? (driver.value.split('/').at(-1) ?? null) : null,
      };
    }),
  );
}

/** `0000:00:02.0` and 1 → `0000:00:02.1`; undefined beyond the eight functions of a slot. */
function nextFunction(gpu: string, offset: number): string | undefined {
  const [, slot, fn] = /^(.*)\.(\d)$/u.exec(gpu) ?? [];
  const number = Number(fn) + offset;
  return slot === undefined || number > 7 ? undefined : `${slot}.${number}`;
}
