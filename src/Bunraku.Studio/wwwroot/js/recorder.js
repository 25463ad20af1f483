// Records the canvas of a stage as WebM with transparency, in the browser alone, and saves it as a download.

const KINDS = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8'];
const FRAME_RATE = 30;
const BITS_PER_SECOND = 8_000_000;
const LONGEST_S = 600;

/** Records the stage of the page; `page` is told the seconds, and -1 at the end. Call `dispose()` on the result to stop. */
export function recorder(page) {
  let [media, timer, isGone] = [null, 0, false];
  const stop = () => { if (media?.state === 'recording') media.stop(); };
  return {
    /** False where the browser cannot record. */
    start() {
      const kind = globalThis.MediaRecorder && KINDS.find(known => MediaRecorder.isTypeSupported(known));
      if (!kind) return false;
      const parts = [];
      const stream = document.getElementById('stage').captureStream(FRAME_RATE);
      media = new MediaRecorder(stream, { mimeType: kind, videoBitsPerSecond: BITS_PER_SECOND });
      media.ondataavailable = event => { if (event.data.size > 0) parts.push(event.data); };
      media.onstop = () => {
        clearInterval(timer);
        stream.getTracks().forEach(track => track.stop());
        save(new Blob(parts, { type: 'video/webm' }));
        if (!isGone) page.invokeMethodAsync('ShowTime', -1);
      };
      let seconds = 0;
      media.start(1000);
      timer = setInterval(() => {
        page.invokeMethodAsync('ShowTime', ++seconds);
        if (seconds >= LONGEST_S) stop();
      }, 1000);
      return true;
    },
    stop,
    dispose() {
      isGone = true;
      stop();
    },
  };
}

function save(blob) {
  const address = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: address, download: `bunraku ${new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')}.webm` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
