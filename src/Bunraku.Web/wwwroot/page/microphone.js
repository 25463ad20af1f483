// The microphone of the page: it moves the mouth.

export class MicrophoneControls {
  constructor(puppet, now) {
    this.puppet = puppet;
    this.now = now;
    this.button = document.getElementById('microphone');
    this.problem = document.getElementById('microphone-problem');
    this.button.addEventListener('click', () => (this.microphone ? this.Lose() : this.start()));
  }

  async start() {
    this.say('');
    const { open } = await import('../js/voice/microphone.js');
    const microphone = open(this, document.getElementById('level'));
    this.show(microphone);
    try {
      if (!await microphone.start() && this.microphone === microphone) this.show(null);
    } catch (error) {
      if (this.microphone !== microphone) return;
      this.show(null);
      this.say(error.message);
    }
  }

  /** What the microphone's script tells, by the names that Studio's page has for it. */
  async invokeMethodAsync(method, ...values) {
    this[method](...values);
  }

  Hear(vowels) {
    this.puppet.Hear(vowels, this.now());
  }

  Lose() {
    this.microphone?.dispose();
    this.show(null);
  }

  show(microphone) {
    this.microphone = microphone;
    this.button.setAttribute('aria-pressed', microphone !== null);
  }

  say(problem) {
    this.problem.hidden = !problem;
    this.problem.replaceChildren(problem);
  }
}
