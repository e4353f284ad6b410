/** Every command has a button that copies exactly what is to be typed. */
export function startCopying() {
  for (const button of document.querySelectorAll('.copy')) {
    button.addEventListener('click', () => copy(button));
  }
}

async function copy(button) {
  const isCopied = await write(button.dataset.copy);
  if (!isCopied) {
    select(button.previousElementSibling);
    return;
  }
  button.classList.add('done');
  setTimeout(() => button.classList.remove('done'), 1600);
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
