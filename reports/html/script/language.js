/** The radio buttons already show the right edition; the document's own language and title follow them. */
export function startLanguages() {
  for (const choice of document.querySelectorAll('.choice')) {
    choice.addEventListener('change', follow);
  }
  // A browser that goes back to the page restores the choice, but not what hangs on it.
  follow();
}

function follow() {
  const chosen = document.querySelector('.choice:checked');
  const edition = document.getElementById(chosen.id.replace('language', 'edition'));
  document.documentElement.lang = edition.lang;
  document.title = edition.dataset.title.trim();
}
