// The camera's picture as in a mirror, with what the detection sees drawn over it.

const DOT = 1.4;

export class Preview {
  /** The video is mirrored by its style; the landmarks come from a mirrored picture and are drawn as they are. */
  constructor(video, canvas) {
    this.video = video;
    this.canvas = canvas;
    this.context = canvas.getContext('2d');
    this.lines = [];
  }

  async show(stream) {
    this.video.srcObject = stream;
    this.clear();
    await this.video.play();
  }

  clear() {
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  draw(points, width, height) {
    if (document.hidden) return;
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    this.clear();
    if (!points) return;
    const context = this.context;
    context.fillStyle = 'rgb(255 255 255 / .55)';
    for (let i = 0; i < points.length; i += 2) {
      context.fillRect(points[i] * width - DOT / 2, points[i + 1] * height - DOT / 2, DOT, DOT);
    }
    context.strokeStyle = '#7df0d0';
    context.lineWidth = 1.6;
    context.beginPath();
    for (let i = 0; i < this.lines.length; i += 2) {
      const [from, to] = [2 * this.lines[i], 2 * this.lines[i + 1]];
      context.moveTo(points[from] * width, points[from + 1] * height);
      context.lineTo(points[to] * width, points[to + 1] * height);
    }
    context.stroke();
  }
}
