// The page that measures the painters, in the language of the other page. Studio's script does the measuring.

import { say, translate } from './texts.js';

document.title = `${say('How fast this browser paints')} – Bunraku`;
translate();
await import('../js/bench.js');
