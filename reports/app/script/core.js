import { answer } from '../../../src/browser/answer.ts';

/** Work that takes longer than a blink is done by a worker, which is this same script once more. */

/** In a worker: answers what the page asks, one after the other. */
export function serve() {
  self.addEventListener('message', async ({ data: { number, asked } }) => {
    try {
      self.postMessage({ number, answer: await answer(asked) });
    } catch (error) {
      self.postMessage({ number, error: String(error?.stack ?? error) });
    }
  });
}

/** In the page: something that answers, and forgets what was asked before. */
export function startCore(script) {
  const open = new Map();
  let count = 0;
  const worker = workerOf(script);
  worker?.addEventListener('message', ({ data: { number, answer: given, error } }) => {
    const { done, failed } = open.get(number) ?? {};
    open.delete(number);
    if (error === undefined) done?.(given);
    else failed?.(new Error(error));
  });
  return asked => {
    if (worker === undefined) return answer(asked);
    count += 1;
    const number = count;
    return new Promise((done, failed) => {
      open.set(number, { done, failed });
      worker.postMessage({ number, asked });
    });
  };
}

/** undefined: this browser makes none from a file on the disk; then the page works by itself, and stands still meanwhile. */
function workerOf(script) {
  try {
    return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
  } catch {
    return undefined;
  }
}
