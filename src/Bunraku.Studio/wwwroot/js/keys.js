// Which key of a shortcut was pressed, whatever layout the keyboard has.

const WITHOUT_LETTER = { Slash: '/?', BracketLeft: '[{', BracketRight: ']}' };

/**
 * The character of a key: as it is typed where that is ASCII, else the one on the same key of an English keyboard. A capital letter means Shift, never Caps Lock.
 * Empty for keys without a character, and while text is composed.
 */
export function characterOf(event) {
  const typed = event.isComposing ? '' : (event.key ?? '').normalize('NFKC');
  const character = /[^ -~]/.test(typed) ? ofKey(event) : typed.length === 1 ? typed : '';
  return event.shiftKey ? character.toUpperCase() : character.toLowerCase();
}

/** Whether the user has switched off the keys that are pressed alone. */
export function areKeysOff() {
  return document.querySelector('.shell[data-keys=off]') !== null;
}

function ofKey(event) {
  if (event.getModifierState?.('AltGraph')) return ''; // AltGr types a sign of its own.
  const letter = /^Key([A-Z])$/.exec(event.code ?? '');
  return letter?.[1] ?? WITHOUT_LETTER[event.code]?.[event.shiftKey ? 1 : 0] ?? '';
}
