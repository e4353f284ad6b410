/** Shows the hosts of one state alone, in both languages. */
export function startFilters() {
  const buttons = [...document.querySelectorAll('[data-filter]')];
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const wanted = button.dataset.filter;
      for (const one of buttons) one.setAttribute('aria-pressed', String(one.dataset.filter === wanted));
      for (const row of document.querySelectorAll('tr[data-state]'))
        row.hidden = wanted !== 'all' && row.dataset.state !== wanted;
    });
  }
}
