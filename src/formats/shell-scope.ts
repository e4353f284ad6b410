import type { ShellPart } from './shell-word.ts';

/** The variables of a shell, as far as they are known. */
export interface Scope {
  /** By name; undefined where only running would tell the value. */
  readonly variables: Map<string, string | undefined>;
  /** Variables that are missing here may be set all the same. */
  isOpen: boolean;
}

/** From here on any variable may have any value. */
export function openAll(scope: Scope): void {
  scope.isOpen = true;
  scope.variables.clear();
}

/** What a piece of a word comes to. */
export function valueOf(part: ShellPart, scope: Scope): string | undefined {
  if (part.kind === 'text') return part.text;
  return part.kind === 'variable' ? lookUp(part.name, scope) : undefined;
}

/** A variable that no file set is empty if it is GRUB's own; any other may come from the environment. */
export function lookUp(name: string, scope: Scope): string | undefined {
  if (scope.variables.has(name)) return scope.variables.get(name);
  return scope.isOpen || !name.startsWith('GRUB_') ? undefined : '';
}

/** The variable that a word begins with has an unknown value from here on, or none. */
export function forget(target: string, scope: Scope, isUnset: boolean): void {
  const name = /^[A-Za-z_]\w*/.exec(target)?.[0];
  if (name === undefined) return;
  if (isUnset && name === target) scope.variables.delete(name);
  else scope.variables.set(name, undefined);
}
