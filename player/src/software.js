const EMULATIONS = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i;

/** Whether a renderer is an emulation by the processor, which is slower than Studio's own engine. */
export function isSoftware(renderer) {
  return EMULATIONS.test(renderer);
}
