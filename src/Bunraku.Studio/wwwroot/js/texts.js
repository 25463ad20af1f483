// What a script says, in the language of its page. The catalogue is the one that Studio's pages have: English texts as keys.

const language = document.documentElement.lang;
const catalogue = language === 'en' ? {} : await fetch(`/texts/${language}.json`).then(answer => answer.json()).catch(() => ({}));

/** The text in the page's language. `{0}`, `{1}` and so on stand for the values. */
export function say(english, ...values) {
  return (catalogue[english] ?? english).replace(/\{(\d+)\}/g, (_, index) => values[index]);
}
