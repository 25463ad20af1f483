// What a person can give a page at once is bounded here, before it is sent: a message that is too long would end the page's connection.

const LONGEST = { INPUT: 10_000, TEXTAREA: 1_000_000 };
const MOST_FILES = 5_000;
const SHOWN_FOR_MS = 10_000;

document.addEventListener('input', event => {
  const box = event.target;
  const longest = LONGEST[box.tagName];
  if (longest === undefined || box.type === 'file' || box.value.length <= longest) return;
  box.value = box.value.slice(0, longest);
  say(`This text is too long. Only its first ${longest.toLocaleString('en')} letters were taken.`);
}, true);

document.addEventListener('change', event => {
  const box = event.target;
  if (box.type !== 'file' || box.files.length <= MOST_FILES) return;
  event.stopImmediatePropagation();
  const count = box.files.length;
  box.value = '';
  say(`${count.toLocaleString('en')} files are too many. Choose only the files that are needed, ${MOST_FILES.toLocaleString('en')} at most.`);
}, true);

function say(text) {
  document.querySelector('.page-message')?.remove();
  const message = Object.assign(document.createElement('p'), { className: 'page-message', role: 'alert', textContent: text });
  document.body.append(message);
  setTimeout(() => message.remove(), SHOWN_FOR_MS);
}
