/** The name of a module as every source of names can be compared: without folder, `.ko` and compression, `-` as `_`. */
export function moduleName(text: string): string {
  const file = text.slice(text.lastIndexOf('/') + 1);
  return file.replace(/\.ko(?:\.(?:gz|xz|zst))?$/, '').replaceAll('-', '_');
}
