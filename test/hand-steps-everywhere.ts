import { stepsOf } from '../src/report/finding-view.ts';
import { allHosts } from '../src/knowledge/hosts.ts';
import { languages, type Language } from '../src/values/text.ts';

/** What a rule tells a person to do on one system, in one language. */
export interface StepsThere {
  readonly where: string;
  readonly language: Language;
  readonly text: string;
}

/** Boot loaders of which some system leaves a choice. */
const loaders = [null, 'grub', 'bls', 'systemd-boot', 'proxmox-grub', 'proxmox-systemd-boot'];

/** What a rule tells a person to do on every system that we know, with every boot loader, in both languages; each text once. */
export function handStepsEverywhere(rule: string): readonly StepsThere[] {
  const platforms = [null, 'other', ...allHosts().map(host => host.id)];
  const seen = new Map<string, StepsThere>();
  for (const platform of platforms)
    for (const bootloader of loaders)
      for (const language of languages) {
        const text = stepsOf(rule, { platform, bootloader }, language);
        const where = `${rule} on ${String(platform)}, ${String(bootloader)}, ${language}`;
        if (!seen.has(`${language} ${text}`)) seen.set(`${language} ${text}`, { where, language, text });
      }
  return [...seen.values()];
}
