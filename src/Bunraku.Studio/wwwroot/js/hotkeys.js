// The keys of expressions and scenes: one that goes down and up is told to the page, unless the user types or holds Ctrl, Alt or Command.

import { areKeysOff, characterOf } from './keys.js';
import { isTyping } from './page.js';

/** Listens for `keys`, one letter each, until `dispose()` is called on the result. */
export function listen(page, keys) {
  const down = new Set();
  const ended = new AbortController();
  document.addEventListener('keydown', event => {
    const key = characterOf(event);
    if (key === '' || !keys.includes(key) || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isTyping(event.target) || areKeysOff() || document.querySelector('.mud-dialog')) return;
    event.preventDefault();
    down.add(key);
    page.invokeMethodAsync('Key', key, true);
  }, { signal: ended.signal });
  const release = key => { if (down.delete(key)) page.invokeMethodAsync('Key', key, false); };
  document.addEventListener('keyup', event => release(characterOf(event)), { signal: ended.signal });
  window.addEventListener('blur', () => [...down].forEach(release), { signal: ended.signal });
  return {
    setKeys(present) { keys = present; },
    dispose: () => ended.abort(),
  };
}
