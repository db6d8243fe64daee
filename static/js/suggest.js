// Words marked in a paragraph of a proposal can be quoted in a suggested change. Without this file they are pasted.
const MOST = 1500;

export function offerSuggesting(bar) {
  const link = bar.querySelector("a");
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const words = selection.toString().trim();
    const paragraph = paragraphOf(selection);
    bar.hidden = !words || words.length > MOST || !paragraph;
    if (bar.hidden) return;
    link.href = `${bar.dataset.suggest}?${new URLSearchParams({ bagian: paragraph.dataset.part, kutipan: words })}`;
  });
}

function paragraphOf(selection) {
  if (selection.isCollapsed) return null;
  const [from, to] = [selection.anchorNode, selection.focusNode].map((node) =>
    (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".para[data-part]"),
  );
  return from && from === to ? from : null;
}
