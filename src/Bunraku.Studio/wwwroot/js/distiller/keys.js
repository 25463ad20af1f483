// Ctrl+S saves the settings instead of the page.

import { characterOf } from '../keys.js';

/** Tells `page` of the keys until `dispose()` is called on the result. */
export function listen(page) {
  const listeners = new AbortController();
  document.addEventListener('keydown', event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || characterOf(event) !== 's' || document.querySelector('.mud-dialog')) return;
    event.preventDefault();
    document.activeElement?.blur?.();
    if (!event.repeat) page.invokeMethodAsync('PressAsync');
  }, { signal: listeners.signal });
  return { dispose() { listeners.abort(); } };
}
