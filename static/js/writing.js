// What helps with writing a formatted text: a toolbar, tidy pasting, a preview in place. All of it can be done without.
import { offerFormats } from "./toolbar.js";
import { tidyPasting } from "./paste.js";
import { previewInPlace } from "./preview.js";

const bar = document.querySelector("template[data-format-bar]");
for (const area of document.querySelectorAll("textarea[data-rich]")) {
  if (bar) offerFormats(area, bar);
  tidyPasting(area);
}
for (const form of document.querySelectorAll("form[data-previews]")) previewInPlace(form);
