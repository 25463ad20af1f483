// The webcam page: a camera, its preview, and the thread that finds the face in it.

import { say } from '../texts.js';
import { explain, lack } from './abilities.js';
import * as cameras from './camera.js';
import { Preview } from './preview.js';

const STUDIO = { faces: '/webcam/faces', model: '/models/face' };
const WORKER_ADDRESS = new URL('worker.js', import.meta.url);
const FIGURES_MS = 500;
const LONGEST_READING_MS = 500; // Of a camera that gives pictures; another is stopped then.
const WORKER_END_MS = 30_000;
const STILL_AFTER_MS = 2000; // Without a picture for that long, the camera gives none.

/**
 * Shows the cameras to the page, and starts one as soon as it is known that the browser need not ask. `addresses` says where the faces go (null: to
 * `page.takeFace`) and where the face model is. Call `dispose()` on the result to stop.
 */
export function open(view, names, page, addresses = STUDIO) {
  const webcam = new Webcam(view, names, page, addresses);
  webcam.begin();
  return webcam;
}

class Webcam {
  constructor(view, names, page, addresses) {
    const part = name => view.querySelector(`[data-part=${name}]`);
    this.names = names;
    this.page = page;
    this.addresses = addresses;
    this.preview = new Preview(part('video'), part('landmarks'));
    this.figure = part('detection');
    this.view = view;
    this.milliseconds = 0;
    this.turn = 0;
    this.onDevices = () => this.devicesChanged();
    navigator.mediaDevices?.addEventListener('devicechange', this.onDevices);
    this.timer = setInterval(() => this.refresh(), FIGURES_MS);
  }

  async begin() {
    const turn = this.turn;
    await this.listCameras();
    if (await cameras.isAllowed() && turn === this.turn) this.start(null);
  }

  /** Opens a camera (null: the last one used) in place of the present one. */
  async start(id) {
    const turn = ++this.turn;
    this.say('starting', null);
    this.waitsFor = null;
    try {
      if (lack() !== null) throw new cameras.CameraError(lack());
      const stream = await cameras.open(id || cameras.remembered());
      if (turn !== this.turn) {
        close(stream); // The user did something else while the browser asked.
        return;
      }
      this.closeStream();
      this.stream = stream;
      const [track] = stream.getVideoTracks();
      track.addEventListener('ended', () => this.cameraLost(stream));
      this.listCameras();
      await this.preview.show(stream);
      if (turn !== this.turn) return;
      this.lastPicture = performance.now();
      if (!this.thread) this.startThread();
    } catch (error) {
      if (turn !== this.turn) return;
      this.stop();
      this.say('problem', error instanceof cameras.CameraError ? error.message : say('The face detection cannot start: {0}', error.message));
    }
  }

  stop() {
    this.turn++;
    this.waitsFor = null;
    this.closeStream();
    this.endThread();
    this.preview.clear();
    delete this.view.dataset.face;
    this.say('idle', null);
  }

  async listCameras() {
    const found = await cameras.list();
    const present = this.stream?.getVideoTracks()[0]?.getSettings().deviceId ?? cameras.remembered() ?? '';
    this.invoke('ShowCameras', found, present);
  }

  dispose() {
    this.ended = true;
    this.turn++;
    clearInterval(this.timer);
    navigator.mediaDevices?.removeEventListener('devicechange', this.onDevices);
    this.closeStream();
    this.endThread();
  }

  /** The detection's thread: a worker, or the page itself where the worker fails. */
  startThread() {
    const thread = { isReady: false, isWorker: true, post() {}, end() {} };
    this.thread = thread;
    try {
      this.startWorker(thread);
    } catch (error) {
      this.startHere(thread, error.message);
    }
  }

  startWorker(thread) {
    const worker = new Worker(WORKER_ADDRESS, { type: 'module' });
    worker.onmessage = event => this.take(event.data, thread);
    worker.onerror = event => {
      event.preventDefault();
      this.startHere(thread, event.message);
    };
    thread.post = (message, transfer) => worker.postMessage(message, transfer ?? []);
    thread.end = () => {
      worker.postMessage({ type: 'stop' }); // It closes itself, and the picture that it may hold. To end it from here is for one that hangs.
      setTimeout(() => worker.terminate(), WORKER_END_MS);
    };
    this.startTracking(thread);
  }

  async startHere(thread, reason) {
    if (!thread.isWorker || this.thread !== thread) return;
    console.info(`The face detection runs in the page, because its worker failed: ${reason}`);
    thread.end();
    thread.isWorker = false;
    try {
      const { Tracking } = await import('./tracking.js');
      if (this.thread !== thread) return;
      const tracking = new Tracking(message => this.take(message, thread), false);
      thread.post = message => tracking.handle(message);
      thread.end = () => tracking.stop();
      this.startTracking(thread);
    } catch (error) {
      this.take({ type: 'failed', reason: error.message }, thread);
    }
  }

  startTracking(thread) {
    const { faces, model } = this.addresses;
    const address = faces && new URL(faces, document.baseURI.replace(/^http/, 'ws')).href;
    thread.post({ type: 'start', address, model: new URL(model, document.baseURI).href, names: this.names });
  }

  endThread() {
    this.thread?.end();
    this.thread = null;
  }

  take(message, thread) {
    if (this.thread !== thread) return;
    switch (message.type) {
      case 'ready':
        thread.isReady = true;
        this.preview.lines = message.lines;
        this.lastPicture = performance.now();
        break;
      case 'wanted':
        this.sendPicture(thread);
        break;
      case 'face':
        this.page.takeFace(message.face);
        break;
      case 'result':
        this.show(message);
        break;
      case 'connection':
        this.connectionChanged(message.state);
        break;
      case 'failed':
        if (thread.isWorker && !thread.isReady) {
          this.startHere(thread, message.reason);
        } else {
          this.stop();
          this.say('problem', explain(message.reason, message.isFileMissing));
        }
        break;
    }
  }

  /** Every picture is closed: here if the thread has ended meanwhile, else by the thread. */
  async sendPicture(thread) {
    const picture = await this.nextPicture(thread).catch(() => null); // The next one is asked for, and a camera that gives none is named.
    if (this.thread === thread) {
      thread.post({ type: 'picture', picture }, picture ? [picture] : []);
    } else {
      picture?.close();
    }
  }

  /** The camera's next picture, or null. Where the browser gives the track's own frames, nothing depends on a visible page; else the preview is copied. */
  async nextPicture(thread) {
    const [track] = this.stream?.getVideoTracks() ?? [];
    if (!track) return null;
    if (thread.isWorker && 'MediaStreamTrackProcessor' in window) {
      this.frames ??= new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader();
      this.reading = this.frames.read();
      const { value } = await this.reading;
      return value ?? null;
    }
    const video = this.preview.video;
    return !track.muted && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? createImageBitmap(video) : null;
  }

  show({ points, milliseconds, width, height }) {
    this.lastPicture = performance.now();
    this.milliseconds = this.milliseconds ? 0.9 * this.milliseconds + 0.1 * milliseconds : milliseconds;
    this.preview.draw(points, width, height);
    this.view.dataset.face = points ? 'found' : 'lost';
    if (this.state === 'starting' || this.state === 'still') this.say('running', null);
  }

  refresh() {
    this.watchForStillness();
    this.figure.textContent = this.state === 'running' && this.milliseconds ? `${this.milliseconds.toFixed(0)} ms` : '–';
  }

  /** A lid that is closed, a privacy key, or a driver that hangs: the browser says nothing, and no picture comes. */
  watchForStillness() {
    const isWaiting = this.stream && this.thread?.isReady && (this.state === 'running' || this.state === 'starting');
    if (!isWaiting || performance.now() - this.lastPicture < STILL_AFTER_MS) return;
    this.thread.post({ type: 'paused' });
    this.view.dataset.face = 'lost';
    this.say('still', say('The camera gives no picture. Is its lid closed, or its privacy key on? The page continues when the picture is back.'));
  }

  connectionChanged(state) {
    if (state === 'replaced') {
      this.stop();
      this.say('problem', say('Another page sends its camera to Studio now. Start again to take over.'));
    }
  }

  cameraLost(stream) {
    if (this.stream !== stream) return;
    this.waitsFor = stream.getVideoTracks()[0].getSettings().deviceId ?? '';
    this.closeStream();
    this.preview.clear();
    this.thread?.post({ type: 'paused' });
    this.view.dataset.face = 'lost';
    this.say('problem', say('The camera is gone: it was unplugged, or another program has taken it. It goes on by itself when the camera is back.'));
  }

  async devicesChanged() {
    await this.listCameras();
    const waitsFor = this.waitsFor;
    if (waitsFor == null) return;
    const present = await cameras.list();
    if (!this.ended && present.some(camera => !waitsFor || camera.id === waitsFor)) this.start(waitsFor);
  }

  closeStream() {
    if (this.stream) close(this.stream, this.reading);
    this.stream = null;
    this.frames = null; // It ends with its track.
    this.reading = null;
    this.preview.video.srcObject = null;
  }

  say(state, problem) {
    this.state = state;
    this.view.dataset.state = state;
    this.milliseconds = 0;
    this.invoke('ShowState', state, problem);
  }

  invoke(method, ...values) {
    if (!this.ended) this.page.invokeMethodAsync(method, ...values).catch(() => {}); // A page that is being left no longer listens.
  }
}

/** Chromium loses a frame, and complains of it, if a camera is stopped while its next frame is asked for: that frame is waited for. */
async function close(stream, reading = null) {
  await Promise.race([reading, new Promise(resolve => setTimeout(resolve, LONGEST_READING_MS))]);
  stream.getTracks().forEach(track => track.stop());
}
