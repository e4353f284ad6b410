/** A label of syslinux.cfg (wiki.syslinux.org, "Config"), as Unraid's /boot/syslinux/syslinux.cfg has them. */
export interface SyslinuxLabel {
  /** Its name. */
  readonly label: string;
  /** `menu default` stands in it. */
  readonly menuDefault: boolean;
  /** The `kernel` or `linux` line; null where there is none. */
  readonly kernel: string | null;
  /** The `append` line; empty where there is none. The last one wins. */
  readonly append: string;
  /** Unraid without plugins: "safe mode" in the name (unraid/webgui, VMajax.php `embed()`), or `unraidsafemode`. */
  readonly isSafeMode: boolean;
}

/** The labels in their order. Keywords are the same in capitals; what stands before the first label is left out. */
export function parseSyslinux(text: string): SyslinuxLabel[] {
  const labels: { label: string; menuDefault: boolean; kernel: string | null; append: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, keyword = '', rest = ''] = /^\s*([A-Za-z]\w*)(?:\s+(\S.*))?$/s.exec(line) ?? [];
    const value = rest.trim();
    const current = labels.at(-1);
    const word = keyword.toLowerCase();
    if (word === 'label') labels.push({ label: value, menuDefault: false, kernel: null, append: '' });
    else if (current === undefined) continue;
    else if (word === 'menu' && value.toLowerCase() === 'default') current.menuDefault = true;
    else if (word === 'kernel' || word === 'linux') current.kernel = value;
    else if (word === 'append') current.append = value;
  }
  return labels.map(label => ({ ...label, isSafeMode: isSafeMode(label.label, label.append) }));
}

function isSafeMode(label: string, append: string): boolean {
  return /safe ?mode/i.test(label) || /\bunraidsafemode\b/.test(append);
}
