// Listens to the microphone and tells the page how the mouth is that speaks. No sound leaves the browser.

import { say } from '../texts.js';
import { levelOf, Openness, vowelsOf } from './vowels.js';

const FFT_SIZE = 1024;
const CLOSING = 0.35; // How much of the way a mouth closes with each beat; it opens at once.

const PATIENCE_MS = 10000; // For the browser's own parts; for the user's permission there is no limit.

/** A microphone that is still off: `start()` opens it and calls `Hear` of the page until `dispose()` is called, also while it starts. */
export function open(page, meter) {
  return new Microphone(page, meter);
}

class Microphone {
  constructor(page, meter) {
    this.page = page;
    this.meter = meter;
    this.openness = new Openness();
    this.mouth = [0, 0, 0, 0, 0];
    this.isTelling = false;
  }

  /** False when it was stopped meanwhile. */
  async start() {
    try {
      await this.openStream();
      if (!this.ended) await this.listen();
    } catch (error) {
      this.dispose();
      throw error;
    }
    if (!this.meter.isConnected) this.dispose();
    return !this.ended;
  }

  async openStream() {
    if (!navigator.mediaDevices) throw new Error(say('Browsers give a microphone only to pages of this computer, or by HTTPS: open {0} here instead of {1}.', `http://127.0.0.1:${location.port}`, location.host));
    const stream = await navigator.mediaDevices
      .getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } })
      .catch(error => { throw new Error(explain(error)); });
    this.stream = stream;
    if (this.ended) close(stream);
  }

  async listen() {
    this.context = new AudioContext();
    this.analyser = new AnalyserNode(this.context, { fftSize: FFT_SIZE, smoothingTimeConstant: 0.3 });
    this.samples = new Float32Array(FFT_SIZE);
    this.spectrum = new Float32Array(this.analyser.frequencyBinCount);
    const source = this.context.createMediaStreamSource(this.stream);
    source.connect(this.analyser);
    await within(PATIENCE_MS, this.context.audioWorklet.addModule(new URL('metronome.js', import.meta.url)));
    if (this.ended) return;
    this.metronome = new AudioWorkletNode(this.context, 'metronome', { numberOfOutputs: 0 });
    source.connect(this.metronome);
    this.metronome.port.onmessage = () => this.beat();
    this.stream.getAudioTracks()[0].addEventListener('ended', () => {
      if (!this.ended) this.page.invokeMethodAsync('Lose');
      this.dispose();
    });
    this.context.resume().catch(() => {}); // A browser that answers late, or never, has it run all the same.
  }

  beat() {
    this.analyser.getFloatTimeDomainData(this.samples);
    this.analyser.getFloatFrequencyData(this.spectrum);
    const open = this.openness.next(levelOf(this.samples));
    const vowels = vowelsOf(this.spectrum, this.context.sampleRate / FFT_SIZE);
    this.mouth = this.mouth.map((value, index) => {
      const heard = open * vowels[index];
      return heard > value ? heard : value + CLOSING * (heard - value);
    });
    this.meter.value = open;
    this.tell();
  }

  /** A page that is slow to take one gets fewer, never older ones. */
  async tell() {
    if (this.isTelling || this.ended) return;
    this.isTelling = true;
    try {
      await this.page.invokeMethodAsync('Hear', this.mouth);
    } catch {
      this.dispose(); // The page is gone.
    }
    this.isTelling = false;
  }

  dispose() {
    if (this.ended) return;
    this.ended = true;
    if (this.stream) close(this.stream);
    this.metronome?.disconnect();
    this.context?.close().catch(() => {});
    this.meter.value = 0;
  }
}

function close(stream) {
  stream.getTracks().forEach(track => track.stop());
}

function within(milliseconds, promise) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error(say('The browser does not start its sound system. Reload the page, then start again.'))), milliseconds);
  });
  return Promise.race([promise, late]);
}

function explain(error) {
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return say('The browser may not use the microphone. Allow it with the symbol in the address bar (and in the system\'s privacy settings), then start again.');
    case 'NotFoundError':
      return say('No microphone was found. Plug one in, then start again.');
    case 'NotReadableError':
    case 'AbortError':
      return say('The microphone is there but gives no sound: another program may be using it. Close that program, then start again.');
    default:
      return say('The microphone cannot be opened: {0}', error.message || error.name);
  }
}
