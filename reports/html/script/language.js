/** The radio buttons already show the right edition; the document's own language and title follow them. */
export function startLanguages() {
  for (const choice of document.querySelectorAll('.choice')) {
    choice.addEventListener('change', follow);
  }
  openAsRead();
  // A browser that goes back to the page restores the choice, but not what hangs on it.
  follow();
}

/**
 * Opens in the first of the reader's languages that the page has; without one in its writer's, and what somebody chose stays chosen. In a frame
 * it is shown by a page that has asked.
 */
function openAsRead() {
  if (window.top !== window) return;
  const choices = [...document.querySelectorAll('.choice')];
  if (choices.some(choice => choice.checked !== choice.defaultChecked)) return;
  const base = tag => tag.toLowerCase().split('-')[0];
  const wished = navigator.languages.map(base);
  const [, best] =
    choices
      .map(choice => [wished.indexOf(base(choice.lang)), choice])
      .filter(([place]) => place >= 0)
      .sort(([a], [b]) => a - b)[0] ?? [];
  if (best) best.checked = true;
}

function follow() {
  const chosen = document.querySelector('.choice:checked');
  const edition = document.getElementById(chosen.id.replace('language', 'edition'));
  document.documentElement.lang = edition.lang;
  document.title = edition.dataset.title.trim();
}
