// Small conveniences on every page; each part works without this file too.
import { countCharacters } from "./count.js";
import { offerCopying } from "./copy.js";
import { offerSuggesting } from "./suggest.js";
import { refreshToken } from "./token.js";

for (const words of document.querySelectorAll("[data-count-words]")) countCharacters(words);
for (const block of document.querySelectorAll("[data-copy]")) offerCopying(block);
for (const bar of document.querySelectorAll("[data-suggest]")) offerSuggesting(bar);

// Who signed in again in another window goes on in this one.
document.addEventListener("submit", (event) => refreshToken(event.target));

// After a refused form, start reading at what needs to be put right.
document.getElementById("error-summary")?.focus();

// The phone menu closes on Escape and when the focus or a tap goes elsewhere.
const menu = document.querySelector(".site-menu");
if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// "Show password" boxes are drawn only where they can work.
for (const box of document.querySelectorAll("[data-show-password]")) {
  const input = document.getElementById(box.dataset.showPassword);
  if (!input) continue;
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", () => {
    input.type = box.checked ? "text" : "password";
  });
}

// Asks before a page is left on which somebody has written what nothing keeps yet. A draft keeps itself (draft.js).
const written = new Set();
const stored = new Map();
const isLost = (area) => area.isConnected && area.value.trim() !== "" && area.value !== stored.get(area);
const ask = (event) => {
  if ([...written].some(isLost)) event.preventDefault();
};
function watch(area, words) {
  if (!stored.has(area)) stored.set(area, words);
  written.add(area);
  // Not before there is something to lose: a page that asks is kept out of some browsers' memory for going back.
  window.addEventListener("beforeunload", ask);
}
// What a refused form gives back is stored nowhere.
for (const area of document.querySelectorAll("form[data-unsent]:not([data-draft]) textarea")) watch(area, "");
document.addEventListener("input", ({ target }) => {
  if (target.matches("textarea") && target.form?.matches(":not([data-draft])")) watch(target, target.defaultValue);
});
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  for (const area of written) if (area.form === event.target) written.delete(area);
});
