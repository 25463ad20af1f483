// Records the canvas of a stage and saves it as a download. The browser itself writes WebM and MP4; frames for the other formats go to Studio, which
// writes them.

import { connect } from './socket.js';
import { say } from './texts.js';
import { lastSeconds } from './webm.js';

const KINDS = {
  webm: ['video/webm;codecs=vp9', 'video/webm;codecs=vp8'],
  mp4: ['video/mp4;codecs=avc1.64001F', 'video/mp4;codecs=avc1.42E01F', 'video/mp4;codecs=vp9', 'video/mp4'],
};
const FRAME_RATE = 30;
const SAMPLE_EVERY_MS = 50;
const BITS_PER_SECOND = 8_000_000;
const KEY_FRAME_EVERY_MS = 1000;
const LONGEST_S = { video: 600, frames: 120 };
const LAST_S = 30;

/** Records the stage of the page, which is told how far it is by `Show` and `Fail`. Call `dispose()` on the result to stop. */
export function recorder(page) {
  let [present, last, timer, isGone] = [null, null, 0, false];
  const tell = (method, ...values) => { if (!isGone) page.invokeMethodAsync(method, ...values); };
  const stop = () => {
    clearInterval(timer);
    present?.stop();
    present = null;
  };
  return {
    /** `background` is a colour for formats without transparency, or null. False where the browser cannot record that. */
    start(format, background) {
      const canvas = document.getElementById('stage');
      const ended = (...outcome) => tell(...outcome);
      // Seconds are counted from where the recording begins, which on a busy computer is later than the click.
      const began = () => {
        if (!present) return;
        let seconds = 0;
        timer = setInterval(() => {
          tell('Show', ++seconds, null);
          if (seconds >= LONGEST_S[KINDS[format] ? 'video' : 'frames']) stop();
        }, 1000);
      };
      present = KINDS[format] ? video(canvas, format, background ?? '#ffffff', began, ended) : frames(canvas, format, began, ended);
      return present !== null;
    },
    stop,
    keepLast(isOn) {
      last?.dispose();
      const kind = kindOf('webm');
      last = isOn && kind ? lastSeconds(document.getElementById('stage').captureStream(FRAME_RATE), LAST_S, { mimeType: kind, videoBitsPerSecond: BITS_PER_SECOND, videoKeyFrameIntervalDuration: KEY_FRAME_EVERY_MS }) : null;
      return last !== null;
    },
    async saveLast() {
      const blob = await last?.take();
      if (blob) save(URL.createObjectURL(blob), 'webm');
      return Boolean(blob);
    },
    dispose() {
      isGone = true;
      last?.dispose();
      stop();
    },
  };
}

function kindOf(format) {
  return globalThis.MediaRecorder && KINDS[format].find(known => MediaRecorder.isTypeSupported(known));
}

// Written by the browser. Without transparency, another canvas brings the background.
function video(canvas, format, background, began, ended) {
  const kind = kindOf(format);
  if (!kind) return null;
  const opaque = format === 'mp4' ? before(canvas, background) : null;
  const stream = (opaque?.canvas ?? canvas).captureStream(FRAME_RATE);
  const media = new MediaRecorder(stream, { mimeType: kind, videoBitsPerSecond: BITS_PER_SECOND });
  const parts = [];
  media.ondataavailable = event => { if (event.data.size > 0) parts.push(event.data); };
  media.onstart = began;
  media.onstop = () => {
    opaque?.dispose();
    stream.getTracks().forEach(track => track.stop());
    save(URL.createObjectURL(new Blob(parts, { type: kind.split(';')[0] })), format);
    ended('Show', null, null);
  };
  media.start(1000);
  return { stop: () => { if (media.state === 'recording') media.stop(); } };
}

function before(source, background) {
  const canvas = Object.assign(document.createElement('canvas'), { width: source.width, height: source.height });
  const context = canvas.getContext('2d', { alpha: false });
  let request = 0;
  const draw = () => {
    context.fillStyle = background;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(source, 0, 0);
    request = requestAnimationFrame(draw);
  };
  draw();
  return { canvas, dispose: () => cancelAnimationFrame(request) };
}

// Written by Studio: each frame is sent once the one before has been taken.
function frames(canvas, format, began, ended) {
  const socket = connect(`/videos/frames/${format}`);
  const copy = Object.assign(document.createElement('canvas'), { width: 512, height: 512 }).getContext('2d', { willReadFrequently: true });
  const begun = performance.now();
  let [isTaken, isEnded, isFinished, isDone] = [false, false, false, false];
  const send = () => {
    if (!isTaken) return;
    isTaken = false;
    copy.clearRect(0, 0, 512, 512);
    copy.drawImage(canvas, 0, 0, 512, 512);
    const message = new Uint8Array(8 + 4 * 512 * 512);
    new DataView(message.buffer).setFloat64(0, performance.now() - begun, true);
    message.set(copy.getImageData(0, 0, 512, 512).data, 8);
    socket.send(message);
  };
  const timer = setInterval(send, SAMPLE_EVERY_MS);
  const end = () => {
    clearInterval(timer);
    isEnded = true;
    finish();
  };
  // The last frame says how long the one before it was seen.
  const finish = () => {
    if (isFinished || !isTaken || socket.readyState !== WebSocket.OPEN) return;
    isFinished = true;
    send();
    socket.send('end');
    ended('Show', null, 0);
  };
  socket.onopen = () => {
    isTaken = true;
    began();
    send();
  };
  socket.onmessage = ({ data }) => {
    if (data === 'ok') {
      isTaken = true;
      if (isEnded) finish();
    } else if (data.startsWith('done ')) {
      isDone = true;
      save(`/videos/${data.slice(5)}`, format);
      ended('Show', null, null);
    } else if (data.startsWith('failed ')) {
      isDone = true;
      ended('Fail', data.slice(7));
    } else {
      ended('Show', null, Number(data));
    }
  };
  socket.onclose = () => {
    clearInterval(timer);
    if (!isDone) ended('Fail', say('The recording was lost, because the connection to Studio broke. Record again.'));
    isDone = true;
  };
  return { stop: end };
}

function save(address, ending) {
  const link = Object.assign(document.createElement('a'), { href: address, download: `bunraku ${new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')}.${ending}` });
  link.click();
  if (address.startsWith('blob:')) setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
