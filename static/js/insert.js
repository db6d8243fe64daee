// Replaces a part of a text box so that the browser's own undo still works and everybody hears of the change.
export function replaceRange(area, start, end, text) {
  area.focus();
  area.setSelectionRange(start, end);
  const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (done) return;
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
