import { collectorBlock, ownVersion } from '../../src/package-files.inside.ts';
import { serve, startCore } from './script/core.js';
import { copy, show } from './script/result.js';
import { words } from './script/words.js';

// The same script runs in the page and in its worker.
if (typeof document === 'undefined') serve();
else start(document.currentScript.textContent);

function start(script) {
  const ask = startCore(script);
  const given = document.getElementById('given');
  const result = document.getElementById('result');
  const busy = document.getElementById('busy');
  const state = { language: languageOfBrowser(), asked: '', number: 0 };

  async function look() {
    const { asked, language } = state;
    state.number += 1;
    const { number } = state;
    if (typeof asked === 'string' && asked.trim() === '') {
      result.replaceChildren();
      document.body.classList.remove('answered');
      busy.textContent = '';
      return;
    }
    busy.textContent = words[language].busy;
    try {
      const found = await ask({ given: asked, language, now: new Date().toISOString() });
      // Somebody went on typing: what comes of that is shown.
      if (number !== state.number) return;
      show(result, found, language);
      document.body.classList.toggle('answered', found.kind === 'host');
    } catch (error) {
      if (number !== state.number) return;
      result.replaceChildren(words[language].broken(String(error.message).split('\n')[0]));
    }
    busy.textContent = '';
  }

  function speak(language) {
    state.language = language;
    const say = words[language];
    document.documentElement.lang = language;
    document.title = `fngvt · ${say.title.replace('\u200b', '')}`;
    for (const element of document.querySelectorAll('[data-say]')) {
      const text = say[element.dataset.say];
      element.textContent = typeof text === 'function' ? text(ownVersion()) : text;
    }
    for (const button of document.querySelectorAll('[data-language]'))
      button.setAttribute('aria-pressed', String(button.dataset.language === language));
    void look();
  }

  for (const button of document.querySelectorAll('[data-language]'))
    button.addEventListener('click', () => speak(button.dataset.language));

  let timer;
  given.addEventListener('input', () => {
    state.asked = given.value;
    clearTimeout(timer);
    timer = setTimeout(look, 150);
  });
  document.getElementById('clear').addEventListener('click', () => {
    given.value = '';
    state.asked = '';
    void look();
    given.focus();
  });

  async function open(file) {
    if (file === undefined) return;
    state.asked = new Uint8Array(await file.arrayBuffer());
    given.value = file.name;
    await look();
  }
  const file = document.getElementById('file');
  file.addEventListener('change', () => {
    void open(file.files[0]);
    file.value = '';
  });
  document.addEventListener('dragover', event => {
    event.preventDefault();
    document.body.classList.add('dropping');
  });
  document.addEventListener('dragleave', () => document.body.classList.remove('dropping'));
  document.addEventListener('drop', event => {
    event.preventDefault();
    document.body.classList.remove('dropping');
    void open(event.dataTransfer.files[0]);
  });

  document.getElementById('collector').textContent = collectorBlock();
  document.getElementById('copy-collector').addEventListener('click', () => {
    void copy(collectorBlock(), document.getElementById('collector-told'), words[state.language]);
  });

  speak(state.language);
  // For whoever wants the answers themselves, from the console or a test.
  globalThis.fngvt = ask;
}

/** The first language of the browser that we speak. */
function languageOfBrowser() {
  const wanted = navigator.languages.find(name => /^(?:zh|en)\b/iu.test(name)) ?? 'en';
  return /^zh/iu.test(wanted) ? 'zh-CN' : 'en';
}
