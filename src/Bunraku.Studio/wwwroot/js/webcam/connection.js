// A WebSocket to Studio that comes back by itself. What cannot be sent at once is dropped: only the newest face counts.

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 3000;
const MOST_WAITING_BYTES = 4096;
const REPLACED = 4000; // WebcamEndpoints.cs: another page sends its camera now.

export class Connection {
  /** `onChange` is told 'open', 'closed' (and tried again) or 'replaced' (and not tried again). */
  constructor(address, onChange) {
    this.address = address;
    this.onChange = onChange;
    this.retryMs = FIRST_RETRY_MS;
    this.ended = false;
    this.connect();
  }

  connect() {
    this.socket = new WebSocket(this.address);
    this.socket.onopen = () => {
      this.retryMs = FIRST_RETRY_MS;
      this.onChange('open');
    };
    this.socket.onclose = event => {
      if (this.ended) return;
      this.ended = event.code === REPLACED;
      this.onChange(this.ended ? 'replaced' : 'closed');
      if (this.ended) return;
      this.timer = setTimeout(() => this.connect(), this.retryMs);
      this.retryMs = Math.min(2 * this.retryMs, LONGEST_RETRY_MS);
    };
  }

  send(message) {
    if (this.socket.readyState === WebSocket.OPEN && this.socket.bufferedAmount < MOST_WAITING_BYTES) {
      this.socket.send(message);
    }
  }

  close() {
    this.ended = true;
    clearTimeout(this.timer);
    this.socket.close();
  }
}
