/** Gives the snapshot back as the file that it was made from: JSON, or the same packed. `fngvt --from` reads both. */
export function startSaving() {
  const element = document.getElementById('fngvt-snapshot');
  if (element === null) return;
  for (const button of document.querySelectorAll('[data-action="save"]')) {
    button.addEventListener('click', () => save(element));
  }
}

function save(element) {
  const isPacked = element.type === 'application/gzip';
  const content = isPacked
    ? Uint8Array.from(atob(element.textContent), character => character.charCodeAt(0))
    : element.textContent;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: element.type }));
  link.download = isPacked ? 'fngvt-snapshot.json.gz' : 'fngvt-snapshot.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
