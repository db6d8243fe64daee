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
const isLost = (area) => area.isConnected && area.value.trim() !== "" && area.value !== area.defaultValue;
const ask = (event) => {
  if ([...written].some(isLost)) event.preventDefault();
};
document.addEventListener("input", ({ target }) => {
  if (!target.matches("textarea") || !target.form || target.form.matches("[data-draft]")) return;
  written.add(target);
  // Not before there is something to lose: a page that asks is kept out of some browsers' memory for going back.
  window.addEventListener("beforeunload", ask);
});
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  for (const area of written) if (area.form === event.target) written.delete(area);
});
