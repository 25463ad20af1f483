// What a person can give a page at once is bounded here, before it is sent: a message that is too long would end the page's connection.

import { say } from './texts.js';

const LONGEST = { INPUT: 10_000, TEXTAREA: 1_000_000 };
const MOST_FILES = 5_000;
const SHOWN_FOR_MS = 10_000;

document.addEventListener('input', event => {
  const box = event.target;
  const longest = LONGEST[box.tagName];
  if (longest === undefined || box.type === 'file' || box.value.length <= longest) return;
  box.value = box.value.slice(0, longest);
  tell(say('This text is too long. Only its first {0} letters were taken.', longest.toLocaleString('en')));
}, true);

document.addEventListener('change', event => {
  const box = event.target;
  if (box.type !== 'file' || box.files.length <= MOST_FILES) return;
  event.stopImmediatePropagation();
  const count = box.files.length;
  box.value = '';
  tell(say('{0} files are too many. Choose only the files that are needed, {1} at most.', count.toLocaleString('en'), MOST_FILES.toLocaleString('en')));
}, true);

// A file that is dropped beside a box for files goes into that box, and never makes the browser leave the page.
document.addEventListener('dragover', event => {
  if (hasFiles(event) && !isFileBox(event.target)) event.preventDefault();
});
document.addEventListener('drop', event => {
  if (!hasFiles(event) || isFileBox(event.target) || event.defaultPrevented) return;
  event.preventDefault();
  const box = document.querySelector('.mud-dialog .drop input[type=file]:enabled') ?? document.querySelector('.drop input[type=file]:enabled');
  if (box) {
    box.files = event.dataTransfer.files;
    box.dispatchEvent(new Event('change', { bubbles: true }));
  } else {
    tell(say('This page has no place for files. To open a character, press its name at the top and drop the file there.'));
  }
});

function hasFiles(event) {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

function isFileBox(element) {
  return element.matches?.('input[type=file]') ?? false;
}

function tell(text) {
  document.querySelector('.page-message')?.remove();
  const message = Object.assign(document.createElement('p'), { className: 'page-message', role: 'alert', textContent: text });
  document.body.append(message);
  setTimeout(() => message.remove(), SHOWN_FOR_MS);
}
