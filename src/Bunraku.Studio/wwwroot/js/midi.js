// Notes of MIDI devices, told to the page. Channels make no difference.

import { say } from './texts.js';

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;

/** Listens to every device until `dispose()` is called on the result. */
export function listen(page) {
  let [access, isGone] = [null, false];
  const hear = ({ data }) => {
    const kind = data[0] & 0xF0;
    if (kind === NOTE_ON || kind === NOTE_OFF) page.invokeMethodAsync('Note', data[1], kind === NOTE_ON && data[2] > 0);
  };
  const look = () => {
    const inputs = [...access.inputs.values()].filter(input => input.state === 'connected');
    inputs.forEach(input => { input.onmidimessage = hear; });
    page.invokeMethodAsync('Show', inputs.map(input => input.name ?? say('MIDI device')));
  };
  const open = async () => {
    try {
      access = await navigator.requestMIDIAccess();
    } catch (error) {
      if (!isGone) page.invokeMethodAsync('Refuse', error.name === 'TypeError' ? say('This browser has no MIDI. Use Chromium, Chrome, Edge or Firefox.') : say('The browser does not let this page use MIDI. Allow it in the address bar, then press again.'));
      return;
    }
    if (isGone) return;
    access.onstatechange = look;
    look();
  };
  open();
  return {
    dispose() {
      isGone = true;
      if (access === null) return;
      access.onstatechange = null;
      access.inputs.forEach(input => {
        input.onmidimessage = null;
        input.close();
      });
    },
  };
}
