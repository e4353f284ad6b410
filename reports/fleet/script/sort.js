/** A click on a head sorts by it, a second one the other way round. Both languages are sorted: the reader may switch at any time. */
export function startSorting() {
  const tables = [...document.querySelectorAll('table')];
  for (const table of tables) {
    [...table.querySelectorAll('th button')].forEach((button, column) => {
      button.addEventListener('click', () => {
        const isUp = button.parentElement.getAttribute('aria-sort') !== 'ascending';
        tables.forEach(one => sort(one, column, isUp));
      });
    });
  }
}

function sort(table, column, isUp) {
  const heads = [...table.querySelectorAll('th')];
  heads.forEach((head, i) => {
    if (i === column) head.setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
    else head.removeAttribute('aria-sort');
  });
  const isNumber = heads[column].querySelector('button').dataset.sort === 'number';
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row, place) => ({ row, place, key: row.cells[column].dataset.key }));
  // What is not known stands at the end, whichever way.
  rows.sort((a, b) => {
    if ((a.key === '') !== (b.key === '')) return a.key === '' ? 1 : -1;
    const order = isNumber ? Number(a.key) - Number(b.key) : compare(a.key, b.key);
    return (isUp ? order : -order) || a.place - b.place;
  });
  body.append(...rows.map(({ row }) => row));
}

/** `pve2` before `pve10`. */
const { compare } = new Intl.Collator('en', { numeric: true });
