// Says under a text how much of its limit is used. The words come from the page, in its language.
const number = new Intl.NumberFormat(document.documentElement.lang);

// A line break counts as two characters, as the browser sends it.
const length = (text) => [...text.replace(/\r?\n/g, "\r\n")].length;

export function countCharacters(words) {
  const field = document.getElementById(words.id.replace(/_count$/, ""));
  if (!field) return;
  const limit = field.maxLength;
  const say = () => {
    words.textContent = words.dataset.countWords
      .replace("{typed}", number.format(length(field.value)))
      .replace("{limit}", number.format(limit));
  };
  field.addEventListener("input", say);
  say();
}
