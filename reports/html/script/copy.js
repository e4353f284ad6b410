/** Every command has a button that copies exactly what is to be typed. */
export function startCopying() {
  for (const button of document.querySelectorAll('.copy')) {
    button.addEventListener('click', () => copy(button));
  }
  for (const button of document.querySelectorAll('[data-action="post"]')) {
    button.addEventListener('click', () => copyPost(button));
  }
}

/** The post stands below as well: where it can't be copied, it is shown and selected there. */
async function copyPost(button) {
  const folded = document.getElementById(button.dataset.post);
  const text = folded.querySelector('pre');
  const isCopied = await write(text.textContent);
  tell(button, isCopied ? 'copied' : 'failed');
  if (isCopied) {
    show(button, 'done', '#good');
    setTimeout(() => show(button, '', '#copy'), 1600);
    return;
  }
  folded.open = true;
  folded.scrollIntoView();
  select(text);
}

async function copy(button) {
  const isCopied = await write(button.dataset.copy);
  tell(button, isCopied ? 'copied' : 'failed');
  if (!isCopied) {
    select(button.previousElementSibling);
    return;
  }
  show(button, 'done', '#good');
  setTimeout(() => show(button, '', '#copy'), 1600);
}

/** A tick in place of the sheets: colour alone would not say it. */
function show(button, state, icon) {
  button.classList.toggle('done', state === 'done');
  button.querySelector('use').setAttribute('href', icon);
}

/** Says it to those who do not see the tick. */
function tell(button, what) {
  const told = button.closest('.edition').querySelector('.told');
  told.textContent = told.dataset[what];
}

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Where the browser refuses (an old one, or a page shown inside another), the command is at least selected. */
function select(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}
