import { words } from './words.js';

/** What came of it, below what was asked. Everything of the machine is text, or stands in the report, which is a page of its own. */
export function show(section, given, language) {
  const say = words[language];
  section.replaceChildren(...partsOf(given, say));
}

function partsOf(given, say) {
  if (given.kind === 'chip') return [heading(say.chip), block(given.text)];
  if (given.kind === 'reply') return replyOf(given.reply, say);
  if (given.kind === 'nothing') return [paragraph(given.why === '' ? say.nothing : say.refused(given.why))];
  const told = toldOf();
  const tools = row(
    button(say.bbcode, () => copy(given.bbcode, told, say)),
    button(say.markdown, () => copy(given.markdown, told, say)),
    button(say.page, () => save(given.page, 'fngvt-report.html', 'text/html')),
    button(say.json, () => save(given.json, 'fngvt-report.json', 'application/json')),
    told,
  );
  tools.classList.add('tools');
  const reply = given.reply === '' ? [] : replyOf(given.reply, say);
  return [...reply, tools, reportOf(given.page, say)];
}

function replyOf(text, say) {
  const told = toldOf();
  return [
    heading(say.reply),
    block(text),
    row(
      button(say.copyReply, () => copy(text, told, say)),
      told,
    ),
  ];
}

/** Where it is said that something was copied. */
function toldOf() {
  const told = Object.assign(document.createElement('span'), { className: 'told' });
  told.setAttribute('role', 'status');
  return told;
}

/** The report with its own style and script, as tall as it is. Its links open beside the page. */
function reportOf(page, say) {
  const frame = document.createElement('iframe');
  frame.title = say.report;
  frame.srcdoc = page.replace('<head>', '<head><base target="_blank">');
  frame.addEventListener('load', () => {
    const inside = frame.contentDocument?.documentElement;
    if (inside == null) return;
    const fit = () => {
      frame.style.height = `${inside.offsetHeight + 4}px`;
    };
    new ResizeObserver(fit).observe(inside);
    fit();
  });
  return frame;
}

const heading = text => Object.assign(document.createElement('h2'), { textContent: text });
const paragraph = text => Object.assign(document.createElement('p'), { textContent: text });
const block = text => Object.assign(document.createElement('pre'), { textContent: text, tabIndex: 0 });

function row(...parts) {
  const element = Object.assign(document.createElement('div'), { className: 'row' });
  element.append(...parts);
  return element;
}

function button(text, act) {
  const element = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'button',
    textContent: text,
  });
  element.addEventListener('click', act);
  return element;
}

export async function copy(text, told, say) {
  const isCopied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (isCopied === true) {
    told.textContent = say.copied;
    return;
  }
  // An older browser, or one that lets no file on the disk write there: the text is at least selected.
  const area = Object.assign(document.createElement('textarea'), { value: text, readOnly: true });
  told.replaceChildren(say.selected, area);
  area.select();
}

function save(text, name, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
