// A toolbar above a real text box: each button types the signs of our dialect around what is selected.
import { replaceRange } from "./insert.js";

const AROUND = { bold: "*", italic: "_" };
const SHORTCUTS = { b: "bold", i: "italic", k: "link" };
const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;
const LINES = {
  list: { has: /^- /, sign: () => "- " },
  numbers: { has: /^\d{1,9}[.)] /, sign: (place) => `${place + 1}. ` },
  quote: { has: /^> ?/, sign: () => "> " },
};

function wrap(area, sign) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  if (value[start - 1] === sign && value[end] === sign) {
    replaceRange(area, start - 1, end + 1, chosen);
    area.setSelectionRange(start - 1, end - 1);
    return;
  }
  // Blanks at the ends stay outside: a sign beside a blank would mean nothing.
  const [, before, words, after] = chosen.match(/^(\s*)([\s\S]*?)(\s*)$/);
  const marked = words
    .split("\n")
    .map((line) => (line.trim() ? `${sign}${line}${sign}` : line))
    .join("\n");
  replaceRange(area, start, end, before + (words ? marked : sign + sign) + after);
  const from = start + before.length + 1;
  if (!words.includes("\n")) area.setSelectionRange(from, from + words.length);
}

function prefix(area, { has, sign }) {
  const { value } = area;
  const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const next = value.indexOf("\n", area.selectionEnd);
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split("\n");
  const written = lines.filter((line) => line.trim());
  const remove = written.length > 0 && written.every((line) => has.test(line));
  let place = 0;
  const changed = lines.map((line) => {
    if (!line.trim() && lines.length > 1) return line;
    if (remove) return line.replace(has, "");
    return sign(place++) + (has === LINES.quote.has ? line : line.replace(ITEM, ""));
  });
  // A list and a quotation stand apart from the paragraph before them.
  const apart = !remove && start > 0 && value[start - 2] !== "\n" ? "\n" : "";
  const text = apart + changed.join("\n");
  replaceRange(area, start, end, text);
  area.setSelectionRange(start + text.length, start + text.length);
}

function link(area, placeholder) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end).trim();
  const isAddress = /^https?:\/\/\S+$/.test(chosen);
  const words = isAddress || !chosen ? placeholder : chosen.replaceAll("\n", " ");
  const address = isAddress ? chosen : "https://";
  replaceRange(area, start, end, `[${words}](${address})`);
  const from = isAddress ? start + 1 : start + words.length + 3;
  area.setSelectionRange(from, from + (isAddress ? words.length : address.length));
}

function apply(area, bar, name) {
  if (AROUND[name]) wrap(area, AROUND[name]);
  else if (LINES[name]) prefix(area, LINES[name]);
  else link(area, bar.querySelector("[data-format=link]").dataset.words);
}

// One stop of the tab key; the arrows move between the buttons.
function moveByArrows(bar, buttons) {
  const stop = (place) => {
    buttons.forEach((button, number) => (button.tabIndex = number === place ? 0 : -1));
  };
  stop(0);
  bar.addEventListener("focusin", (event) => stop(buttons.indexOf(event.target)));
  bar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(document.activeElement);
    const last = buttons.length - 1;
    const to = {
      ArrowRight: here === last ? 0 : here + 1,
      ArrowLeft: here === 0 ? last : here - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons[to].focus();
  });
}

export function offerFormats(area, template) {
  const bar = template.content.cloneNode(true).querySelector("[role=toolbar]");
  const buttons = [...bar.querySelectorAll("button")];
  const label = area.labels?.[0]?.firstChild?.textContent.trim() ?? "";
  bar.setAttribute("aria-label", `${bar.dataset.label}: ${label}`);
  bar.setAttribute("aria-controls", area.id);
  moveByArrows(bar, buttons);
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) apply(area, bar, button.dataset.format);
  });
  area.addEventListener("keydown", (event) => {
    const name = SHORTCUTS[event.key.toLowerCase()];
    if (!name || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    apply(area, bar, name);
  });
  area.before(bar);
}
