// Beats in the audio thread, which a hidden tab does not slow down as it slows timers.

const BEATS_A_SECOND = 30;

class Metronome extends AudioWorkletProcessor {
  constructor() {
    super();
    this.next = 0;
  }

  process() {
    if (currentTime >= this.next) {
      this.next = currentTime + 1 / BEATS_A_SECOND;
      this.port.postMessage(null);
    }
    return true;
  }
}

registerProcessor('metronome', Metronome);
