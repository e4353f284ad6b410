/** Filter and search. What is typed in one language holds in the other: the reader may switch at any time. */
export function startSieves() {
  const state = { filter: 'all', text: '' };
  const editions = [...document.querySelectorAll('.edition')];
  const apply = () => editions.forEach(edition => sift(edition, state));
  for (const button of document.querySelectorAll('[data-filter]')) {
    button.addEventListener('click', () => {
      state.filter = button.dataset.filter;
      apply();
    });
  }
  for (const search of document.querySelectorAll('.search input')) {
    search.addEventListener('input', () => {
      state.text = search.value;
      apply();
    });
    search.addEventListener('keydown', event => {
      if (event.key !== 'Escape') return;
      state.text = '';
      apply();
    });
  }
  document.addEventListener('keydown', event => {
    const isTyping = /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const search = editions.map(edition => edition.querySelector('.search input')).find(isVisible);
    if (search === undefined) return;
    event.preventDefault();
    search.focus();
  });
}

const isVisible = element => element !== null && element.offsetParent !== null;

function sift(edition, { filter, text }) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const check of edition.querySelectorAll('.check')) {
    const content = check.textContent.toLowerCase();
    const fits =
      (filter === 'all' || check.dataset.verdict === filter) && words.every(word => content.includes(word));
    check.hidden = !fits;
    if (fits) count += 1;
  }
  for (const group of edition.querySelectorAll('.group')) {
    group.hidden = group.querySelector('.check:not([hidden])') === null;
  }
  for (const button of edition.querySelectorAll('[data-filter]')) {
    button.setAttribute('aria-pressed', String(button.dataset.filter === filter));
  }
  const search = edition.querySelector('.search input');
  if (search.value !== text) search.value = text;
  const apart = edition.querySelector('.apart');
  if (apart !== null) apart.hidden = filter !== 'all' && filter !== 'skipped';
  const isSifted = filter !== 'all' || words.length > 0;
  const shown = edition.querySelector('.shown');
  shown.textContent = isSifted ? shown.dataset.say.replace('#', String(count)) : '';
  edition.querySelector('.nothing').hidden = count > 0;
}
