// Studio's scripts for webcam and microphone say here what they say in Studio: the page's own texts take the place of Studio's.

export { say } from '../page/texts.js';
