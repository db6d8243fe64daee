// Puts the text of a read-only box on the clipboard; without it, the text can be selected and copied by hand.
export function offerCopying(block) {
  const button = block.querySelector("[data-copy-button]");
  const text = block.querySelector("textarea");
  const done = block.querySelector("[data-copy-done]");
  if (!button || !text || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      done.textContent = done.dataset.words;
    } catch {
      text.select();
    }
  });
}
