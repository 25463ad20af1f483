/** What paints a character. */
export interface Backend {
  readonly name: 'webgpu' | 'webgl2';
  /** The graphics card, in the words of the browser. */
  readonly renderer: string;
  readonly precision: 'float32' | 'float16' | 'simulated';
}

export interface PlayerOptions {
  /** Default: 'auto', which is WebGPU where it works, else WebGL2. */
  backend?: 'auto' | 'webgpu' | 'webgl2';
  /** The width and height of the canvas in pixels. Default: 512. */
  resolution?: 256 | 512 | 1024;
  /** A colour like '#00ff00' behind the character. Default: null, which is transparent. */
  background?: string | null;
  /** Whether pixels that no pose can reach are left out. Default: true. */
  mask?: boolean;
  /** Whether an emulation by the processor may be used. Default: false. */
  software?: boolean;
  /** Default: 'float16' where the device has it, else 'float32'. 'simulated' is float32 rounded like float16, for tests. */
  precision?: 'float32' | 'float16' | 'simulated';
  /** Whether a painter must first draw the poses that come with the bundle. Default: true. */
  selfTest?: boolean;
}

export interface PlayerEvents {
  /** A frame was sent to the device, and the canvas shows it next; the number counts from 1. */
  frame: { number: number };
  /** The graphics device was lost. The player opens it again. With `backend: null` no painter works any longer. */
  lost: { backend: 'webgpu' | 'webgl2' | null; reason: string };
  /** Another painter is at work, or the same one again after a loss. */
  backend: Backend;
}

export class Player {
  private constructor();

  /**
   * Loads a bundle and shows the character at rest.
   * @param source the address of the bundle, or the bundle itself
   * @throws Error where no painter works here; the message names each reason
   */
  static open(canvas: HTMLCanvasElement, source: string | URL | ArrayBuffer, options?: PlayerOptions): Promise<Player>;

  /** The name of the character. */
  readonly name: string;
  /** The terms for using the character; empty where none are known. */
  readonly licence: string;
  /** Who drew it, how to name the author, and whom else to name; each empty where unknown. */
  readonly credits: Readonly<{ author: string; attribution: string; credits: string }>;
  readonly backend: Backend;
  /** Painters that were tried before and why they are not used. */
  readonly refusals: ReadonlyArray<{ backend: string; reason: string }>;
  /** The canvas. It is replaced by a copy where another kind of painter takes over. */
  readonly canvas: HTMLCanvasElement;
  /** How many frames were drawn. */
  readonly frames: number;

  /** The 45 pose values. Set a new array to move the character; the next repaint shows it. */
  get pose(): Float32Array;
  set pose(values: ArrayLike<number>);

  /** Calls a listener. Returns a function that ends that. */
  on<Name extends keyof PlayerEvents>(event: Name, listener: (detail: PlayerEvents[Name]) => void): () => void;

  /** Draws the pose now and resolves when the device has drawn it. */
  draw(): Promise<void>;

  /** The last frame: four values a pixel in linear light, premultiplied, scaled to -1..1. */
  read(): Promise<Float32Array>;

  /** Gives the device back. */
  close(): void;
}

/** Whether a painter can work here, as far as its device tells; nothing is loaded. */
export function canPaint(backend?: 'auto' | 'webgpu' | 'webgl2', software?: boolean): Promise<boolean>;

/** The pose in which nothing moves. */
export function restPose(): Float32Array;
