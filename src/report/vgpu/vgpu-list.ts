import { typeByName, vgpuTable } from '../../knowledge/vgpu-types.ts';
import type { Fit } from '../../vgpu/fit.ts';
import type { ApertureBudget } from '../../knowledge/aperture-budget.ts';
import type { GpuInventory, VgpuDevice, VmName } from '../../vgpu/gpu-inventory.ts';
import type { VgpuWords } from '../../words/vgpu.en.ts';
import { joined, styled, wholeLines, type Rendered, type Styled } from '../../values/styled.ts';
import { cut, pad, width, wrap } from '../terminal/cells.ts';
import { paint } from '../terminal/paint.ts';
import { sanitize } from '../sanitize.ts';
import { typed } from '../terminal/typed.ts';

/** How the lists of `vgpu` and `vm` are laid out. */
export interface ListLayout {
  readonly columns: number;
  readonly say: VgpuWords;
  /** How this person calls fngvt, with sudo where it is needed. */
  readonly call: string;
}

/** A command with what it is good for. */
export interface NextCommand {
  readonly command: string;
  readonly note: string;
}

/** `fngvt vgpu`: each GPU with its types, its aperture as a bar, and what was made of it. */
export function renderVgpus(
  gpus: readonly GpuInventory[],
  next: readonly NextCommand[],
  layout: ListLayout,
  isProxmox: boolean,
): Rendered {
  const { say } = layout;
  if (gpus.length === 0) return `${say.noGpu}\n`;
  const blocks = gpus.map(room => wholeLines(roomLines(room, layout, isProxmox)));
  return joined([joined(blocks, '\n'), nextLines(next, layout)]);
}

/** The commands to type next, with what they do beside them. */
export function nextLines(next: readonly NextCommand[], { say, columns }: ListLayout): Styled {
  const commands = next.map(({ command }) => sanitize(typed(command, say.yours)));
  const cells = Math.max(0, ...commands.map(width));
  return wholeLines(
    next.map(({ note }, at) => {
      const head = pad(at === 0 ? say.next : '', width(say.next));
      const text = pad(commands[at] ?? '', cells);
      const line = styled`${head}  ${paint.command(text)}`;
      return width(head) + 4 + cells + width(note) <= columns ? styled`${line}  ${note}` : line;
    }),
  );
}

function roomLines(room: GpuInventory, layout: ListLayout, isProxmox: boolean): readonly Rendered[] {
  const { say, columns, call } = layout;
  const technology = room.technology === null ? [] : [say.technologies[room.technology]];
  const head = [
    `${sanitize(room.name ?? say.unknownGpu)}${room.id === null ? '' : ` [${sanitize(room.id)}]`}`,
    sanitize(room.gpu),
    ...technology,
  ].join('  ');
  const isSriov = room.technology === 'sr-iov';
  return [
    paint.strong(cut(head, columns)),
    ...(room.pool === null ? [] : poolLines(room.pool, layout)),
    ...(isSriov ? functionLines(room, layout) : typeLines(room, layout, call)),
    ...(room.types.length === 0 && room.vgpus.length === 0 ? [] : vgpuLines(room.vgpus, layout, isProxmox)),
    ...outlookLines(room, layout),
  ];
}

/** The aperture as a bar: # the host's, = that of vGPUs, . what is left. */
function poolLines(pool: ApertureBudget, { say, columns }: ListLayout): readonly string[] {
  const cells = Math.min(48, columns - 4);
  const host = Math.round((cells * pool.hostMib) / pool.totalMib);
  const used = pool.usedMib === null ? 0 : Math.round((cells * pool.usedMib) / pool.totalMib);
  const bar = pool.usedMib === null ? '?'.repeat(cells - host) : '='.repeat(used).padEnd(cells - host, '.');
  const parts = [
    `# ${say.poolParts.host} ${say.mib(pool.hostMib)}`,
    `= ${say.poolParts.used} ${pool.usedMib === null ? say.notKnown : say.mib(pool.usedMib)}`,
    `. ${say.poolParts.free} ${pool.freeMib === null ? say.notKnown : say.mib(pool.freeMib)}`,
  ];
  return [
    `  ${say.aperture(pool.totalMib)}`,
    `  [${'#'.repeat(host)}${bar.slice(0, cells - host)}]`,
    `  ${parts.join('  ')}`,
  ];
}

function typeLines(room: GpuInventory, { say, columns }: ListLayout, call: string): readonly string[] {
  if (!room.areTypesKnown) return wrapped(say.typesUnread, columns);
  if (room.types.length === 0) return wrapped(say.noTypes(`${call} doctor`), columns);
  const rows = room.types.map(type => {
    const known = typeByName(type.name);
    const [low, high] = [type.lowMib ?? known?.lowMib, type.highMib ?? known?.highMib];
    const weight = type.weight ?? known?.weight;
    const most = type.resolution ?? known?.resolution;
    return [
      sanitize(type.name),
      most === undefined ? say.notKnown : say.resolution(sanitize(most)),
      low === undefined || high === undefined ? say.notKnown : say.memory(low, high),
      weight === undefined ? '' : say.weight(weight, vgpuTable().maxWeight),
      type.available === null ? say.notKnown : say.left(type.available),
    ];
  });
  return [
    `  ${say.typesHeading}`,
    ...table(rows, columns - 4).map(line => `    ${line}`),
    ...wrapped(say.ceiling, columns),
    ...wrapped(say.memoryNote, columns),
  ];
}

function vgpuLines(
  vgpus: readonly VgpuDevice[],
  { say, columns }: ListLayout,
  isProxmox: boolean,
): readonly string[] {
  if (vgpus.length === 0) return wrapped(isProxmox ? say.proxmoxMakes : say.noVgpus, columns);
  return [
    `  ${say.vgpusHeading}`,
    ...vgpus.flatMap(vgpu => [
      cut(`    ${sanitize(vgpu.uuid)}  ${sanitize(vgpu.type ?? say.notKnown)}`, columns),
      ...wrap(
        [
          activityOf(vgpu, say),
          ...(isProxmox ? [] : [returnOf(vgpu, say)]),
          vgpu.usedBy.length === 0 ? say.freeForVm : say.usedBy(vmNames(vgpu.usedBy, say)),
        ].join(say.comma),
        columns - 6,
      ).map(line => `      ${line}`),
    ]),
  ];
}

function activityOf({ isActive }: VgpuDevice, say: VgpuWords): string {
  if (isActive === null) return say.notKnown;
  return isActive ? say.active : say.inactive;
}

function returnOf(vgpu: VgpuDevice, say: VgpuWords): string {
  if (vgpu.isDefined === null || vgpu.autostart === null) return say.notKnown;
  if (vgpu.autostart) return vgpu.autostartWorks === false ? say.returnsBroken : say.returns;
  return vgpu.isDefined ? say.byHand : say.vanishes;
}

function functionLines(room: GpuInventory, { say, columns }: ListLayout): readonly string[] {
  const rows = room.functions.map(one => [sanitize(one.address), userOf(one, say)]);
  return [
    `  ${say.functionsHeading(room.functions.length, room.totalVfs ?? 0)}`,
    ...table(rows, columns - 4).map(line => `    ${line}`),
    ...(room.functions.length > 0 || room.totalVfs === null || room.totalVfs === 0
      ? []
      : [
          ...wrapped(say.functionsWanted, columns),
          // `xe_gt_sriov_pf_config_set_fair()`, drivers/gpu/drm/xe/xe_gt_sriov_pf_config.c, 6.18.
          ...(room.driver === 'xe' ? wrapped(say.functionsDivided, columns) : []),
        ]),
    ...wrapped(say.physical(sanitize(room.gpu)), columns),
  ];
}

function userOf({ usedBy, driver }: GpuInventory['functions'][number], say: VgpuWords): string {
  if (usedBy.length > 0) return say.usedBy(vmNames(usedBy, say));
  return driver === null || driver === 'vfio-pci' ? say.functionFree : say.functionHeld(sanitize(driver));
}

function outlookLines(room: GpuInventory, { say, columns }: ListLayout): readonly string[] {
  if (room.outlook.length === 0) return [];
  return [
    ...wrapped(say.outlookHeading, columns),
    ...room.outlook.map(({ apertureMib, types }) =>
      cut(`    ${say.outlook(apertureMib, parts(types, say))}`, columns),
    ),
    ...wrapped(say.outlookNote, columns),
  ];
}

/** The two most useful sizes, as the doctor names them. */
function parts(types: GpuInventory['outlook'][number]['types'], say: VgpuWords): string {
  return ['4', '8']
    .flatMap(suffix => types.filter(type => type.name.endsWith(`_${suffix}`)))
    .map(type => say.count(type.instances, typeByName(type.name)?.resolution ?? ''))
    .join(say.or);
}

/** `fngvt vgpu plan`: does it fit, and what would make it fit. */
export function renderFit(fit: Fit, layout: ListLayout): Styled {
  const { say, columns } = layout;
  const { count, type, verdict } = fit;
  const name = sanitize(type);
  const head = {
    now: () => paint.good(say.fits(count, name)),
    empty: () => paint.warn(say.fitsEmpty(count, name)),
    larger: () => paint.warn(say.fitsLarger(count, name, fit.apertureMib ?? 0)),
    never: () => paint.bad(say.fitsNever(count, name)),
    unknown: () => paint.warn(say.fitsUnknown(count, name)),
  }[verdict]();
  const lines = [
    ...(fit.now === null ? [] : [say.planNow(fit.now)]),
    ...(fit.empty === null ? [] : [say.planEmpty(fit.empty)]),
    ...(verdict === 'now' && count > 1 ? [say.planOrderWhy] : []),
    say.planQuota,
    ...(verdict === 'larger' ? [say.outlookNote] : []),
    say.ceiling,
  ];
  return wholeLines([head, ...lines.flatMap(line => wrapped(line, columns))]);
}

/** VMs as people know them. */
export function vmNames(vms: readonly VmName[], say: VgpuWords): string {
  return vms.map(vm => vmName(vm, say)).join(say.comma);
}

export function vmName({ name, title }: VmName, say: VgpuWords): string {
  return title === null || title === '' || title === name
    ? sanitize(name)
    : say.vm(sanitize(name), sanitize(title).slice(0, 80));
}

const wrapped = (text: string, columns: number): readonly string[] =>
  wrap(text, columns - 2).map(line => `  ${line}`);

/** Columns as wide as what stands in them. */
export function table(rows: readonly (readonly string[])[], columns: number): readonly string[] {
  const cells = (rows[0] ?? []).map((_, at) => Math.max(...rows.map(row => width(row[at] ?? ''))));
  return rows.map(row => cut(row.map((cell, at) => pad(cell, cells[at] ?? 0)).join('  '), columns).trimEnd());
}
