// Keys, clipboard and downloads of the manual poser.

import { areKeysOff, characterOf } from './keys.js';
import { thin } from './sliders.js';

const KEYS = { r: 'reset', d: 'random', b: 'breathe', '?': 'keys' };
const KEYS_WITH_CONTROL = { s: 'save', c: 'copy', z: 'undo', y: 'redo', Z: 'redo' };

/** Passes keys, pasted text and the steps of sliders to the page until `dispose()` is called on the result. */
export function listen(page, longestText) {
  const onKey = event => {
    if (event.altKey || isDialogOpen()) return;
    const withControl = event.ctrlKey || event.metaKey;
    if (!withControl && areKeysOff()) return;
    const action = (withControl ? KEYS_WITH_CONTROL : KEYS)[characterOf(event)];
    if (action === undefined || (action !== 'save' && isTyping(event.target)) || (action === 'copy' && hasSelection())) return;
    event.preventDefault();
    if (!event.repeat) page.invokeMethodAsync('PressAsync', action);
  };
  const onPaste = event => {
    const text = event.clipboardData?.getData('text');
    if (!text || isTyping(event.target) || isDialogOpen()) return;
    event.preventDefault();
    if (text.length > longestText) {
      page.invokeMethodAsync('RefuseText');
    } else {
      page.invokeMethodAsync('Paste', text);
    }
  };
  const sliders = thin(document.getElementById('stage'));
  document.addEventListener('keydown', onKey);
  document.addEventListener('paste', onPaste);
  return {
    dispose() {
      sliders.stop();
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('paste', onPaste);
    },
  };
}

/** Puts text into the clipboard; false where the browser does not allow it. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text); // A page that is not on this machine has no clipboard of its own.
  }
}

/** Saves what an address answers, under the name that the answer gives. */
export function download(address) {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

function copyBySelection(text) {
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}

export function isTyping(element) {
  return element.matches?.('textarea, select, input:not([type=range]):not([type=radio]):not([type=checkbox])') || element.isContentEditable === true;
}

function hasSelection() {
  return String(getSelection()) !== '';
}

function isDialogOpen() {
  return document.querySelector('.mud-dialog') !== null;
}
