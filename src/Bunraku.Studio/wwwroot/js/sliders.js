// While a slider is dragged the browser tells of every step of the mouse. More of them than there are frames would only cost time that the frames need:
// a step is passed on when the last one has been drawn, or after a moment; of those in between the newest one counts.

const LONGEST_WAIT_MS = 33;

/** Thins out the steps of all sliders of the page until `stop()` is called on the result. */
export function thin(stage) {
  const steps = new Steps(stage);
  document.addEventListener('input', steps, true);
  return { stop: () => steps.stop() };
}

class Steps {
  constructor(stage) {
    this.stage = stage;
    this.held = null;
    this.time = 0;
    this.frame = undefined;
  }

  handleEvent(event) {
    const slider = event.target;
    if (slider.type !== 'range' || event === this.passing) return;
    if (this.held === null && this.mayPass()) {
      this.note();
      return;
    }

    event.stopImmediatePropagation();
    if (this.held !== null && this.held !== slider) this.pass();
    this.held = slider;
    this.timer ??= requestAnimationFrame(() => this.look());
  }

  look() {
    this.timer = undefined;
    if (this.held === null) return;
    if (this.mayPass()) {
      this.pass();
    } else {
      this.timer = requestAnimationFrame(() => this.look());
    }
  }

  mayPass() {
    return this.stage.dataset.frame !== this.frame || performance.now() - this.time >= LONGEST_WAIT_MS;
  }

  pass() {
    const slider = this.held;
    this.held = null;
    this.note();
    this.passing = new Event('input', { bubbles: true });
    slider.dispatchEvent(this.passing);
  }

  note() {
    this.time = performance.now();
    this.frame = this.stage.dataset.frame;
  }

  stop() {
    document.removeEventListener('input', this, true);
    cancelAnimationFrame(this.timer);
  }
}
