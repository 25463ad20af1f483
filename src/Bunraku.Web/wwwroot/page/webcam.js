// The webcam of the page: a camera chosen by the user, whose faces go to the puppet.

import { say } from './texts.js';

export class WebcamControls {
  constructor(puppet, now) {
    this.puppet = puppet;
    this.now = now;
    this.button = document.getElementById('camera');
    this.choice = document.getElementById('cameras');
    this.problem = document.getElementById('camera-problem');
    this.button.addEventListener('click', () => (this.isOn ? this.webcam?.stop() : this.start()));
    this.choice.addEventListener('change', () => this.start());
    document.getElementById('calibrate').addEventListener('click', () => {
      if (!puppet.Calibrate()) this.say(say('No face was seen yet. Start the camera first.'));
    });
  }

  /** Is called when the webcam is to move the character; starts at once where the browser need not ask. */
  async open() {
    if (this.webcam) return;
    const { open } = await import('../js/webcam/page.js');
    this.webcam ??= open(document.getElementById('preview'), this.puppet.ScoreNames(), this, { faces: null, model: 'vendor/face_landmarker.task' });
  }

  async start() {
    await this.open();
    this.webcam.start(this.choice.value || null);
  }

  stop() {
    if (this.isOn) this.webcam.stop();
  }

  takeFace(message) {
    this.puppet.TakeFace(new Uint8Array(message), this.now());
  }

  /** What the webcam's script tells, by the names that Studio's page has for it. */
  async invokeMethodAsync(method, ...values) {
    this[method](...values);
  }

  ShowCameras(cameras, present) {
    const options = cameras.length ? cameras : [{ id: '', name: say('Browser default') }];
    this.choice.replaceChildren(...options.map(({ id, name }) => new Option(name, id, false, id === present)));
  }

  ShowState(state, problem) {
    this.isOn = state === 'starting' || state === 'running' || state === 'still';
    this.button.replaceChildren(this.isOn ? say('Stop camera') : say('Start camera'));
    this.say(problem);
  }

  say(problem) {
    this.problem.hidden = !problem;
    this.problem.replaceChildren(problem ?? '');
  }
}
