// What the page says, in the reader's language. The key of a text is its English, in the markup and in scripts; texts/<code>.json has the others.
// The language is that of the address (?lang=ja), else the one that was chosen here before, else the first that the browser asks for.

const LANGUAGES = { en: 'English', ja: '日本語', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文', ko: '한국어' };
const REMEMBERED = 'bunraku-language';
const options = new URLSearchParams(location.search);

/** The code of the page's language. */
export const language = [options.get('lang'), remembered(), ...navigator.languages ?? []].map(known).find(Boolean) ?? 'en';
const catalogue = language === 'en' ? {} : await fetch(new URL(`texts/${language}.json`, import.meta.url)).then(answer => answer.json()).catch(() => ({}));

/** The text in the page's language. `{0}`, `{1}` and so on stand for the values. */
export function say(english, ...values) {
  return (catalogue[english] ?? english).replace(/\{(\d+)\}/g, (_, index) => values[index]);
}

/** Brings the markup into the page's language. */
export function translate() {
  document.documentElement.lang = language;
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest('[translate=no]')) continue;
    for (const name of ['aria-label', 'title']) {
      if (element.hasAttribute(name)) element.setAttribute(name, say(element.getAttribute(name)));
    }
    for (const node of element.childNodes) {
      const english = node.nodeType === Node.TEXT_NODE ? node.data.trim() : '';
      if (english) node.data = node.data.replace(english, () => say(english));
    }
  }
}

/** Offers all languages in a list. */
export function offerLanguages(list) {
  for (const [code, name] of Object.entries(LANGUAGES)) {
    list.append(Object.assign(new Option(name, code, false, code === language), { lang: code, translate: false }));
  }
  list.addEventListener('change', () => choose(list.value));
}

function choose(code) {
  try {
    localStorage.setItem(REMEMBERED, code);
  } catch {
    // The user lets no page store anything: the address alone says it.
  }
  options.set('lang', code);
  location.search = options;
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

/** The language of a tag such as ja-JP, or undefined. Chinese is told apart by its script, or by where it is read. */
function known(tag) {
  const [first, ...rest] = (tag ?? '').toLowerCase().split(/[-_]/);
  if (first === 'zh') return rest.some(part => ['hant', 'tw', 'hk', 'mo'].includes(part)) && !rest.includes('hans') ? 'zh-Hant' : 'zh-Hans';
  return Object.hasOwn(LANGUAGES, first) ? first : undefined;
}
