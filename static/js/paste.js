// Turns what is pasted from Word, a browser or a mail into our dialect; everything it does not know goes.
import { replaceRange } from "./insert.js";

const SKIPPED = new Set(["STYLE", "SCRIPT", "HEAD", "META", "TITLE", "IMG", "SVG", "OBJECT", "IFRAME", "INPUT"]);
const BLOCKS = new Set(["P", "DIV", "SECTION", "ARTICLE", "TABLE", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "BLOCKQUOTE", "PRE"]);
const FORMATTED = /<(?:b|strong|i|em|s|del|strike|ul|ol|li|blockquote|a|h[1-6]|table)[\s>]|mso-list|font-(?:weight|style)/i;

const isBold = (node) => {
  const weight = node.style?.fontWeight;
  // Whole documents of some editors stand in one <b> that says it is none.
  if (weight) return weight === "bold" || Number(weight) >= 600;
  return node.tagName === "B" || node.tagName === "STRONG";
};
const isItalic = (node) =>
  node.style?.fontStyle ? node.style.fontStyle === "italic" : node.tagName === "I" || node.tagName === "EM";
const isStruck = (node) => ["S", "DEL", "STRIKE"].includes(node.tagName);

// Signs stand close to words: the blanks go outside.
function marked(text, sign) {
  const [, before, words, after] = text.match(/^(\s*)([\s\S]*?)(\s*)$/);
  if (!words || words.includes("\n") || words.startsWith(sign)) return text;
  return `${before}${sign}${words}${sign}${after}`;
}

function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/[\s\u00a0]+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(node.tagName)) return "";
  if (node.tagName === "BR") return "\n";
  // Word draws the bullet of a list item as text that is to be ignored.
  if (/mso-list:\s*ignore/i.test(node.getAttribute("style") ?? "")) return "";
  let text = [...node.childNodes].map(inline).join("");
  const href = node.tagName === "A" ? (node.getAttribute("href") ?? "") : "";
  if (/^https?:\/\//i.test(href) && text.trim()) {
    const words = text.trim();
    text = words === href ? href : `[${words}](${href.replaceAll(")", "%29").replaceAll(" ", "%20")})`;
  }
  if (isStruck(node)) text = marked(text, "~");
  if (isItalic(node)) text = marked(text, "_");
  if (isBold(node)) text = marked(text, "*");
  return text;
}

const lines = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();

// A paragraph of Word that is an item of a list: its level, and whether it is numbered.
function wordItem(node) {
  const style = node.getAttribute("style") ?? "";
  if (!/mso-list:\s*l\d/i.test(style) && !/^MsoListParagraph/.test(node.className)) return null;
  const sign = node.querySelector("[style*='gnore']")?.textContent.trim() ?? "";
  return { depth: Number(style.match(/level(\d)/i)?.[1] ?? 1) - 1, numbered: /^\(?[\da-z]{1,3}[.)]/i.test(sign) };
}

function list(node, depth, out) {
  let place = 0;
  for (const item of node.children) {
    if (item.tagName === "UL" || item.tagName === "OL") list(item, depth + 1, out);
    if (item.tagName !== "LI") continue;
    const nested = [...item.children].filter((child) => child.tagName === "UL" || child.tagName === "OL");
    const text = lines([...item.childNodes].filter((child) => !nested.includes(child)).map(inline).join(""));
    const sign = node.tagName === "OL" ? `${++place}.` : "-";
    out.push({ item: true, text: `${"   ".repeat(depth)}${sign} ${text.replaceAll("\n", " ")}` });
    for (const child of nested) list(child, depth + 1, out);
  }
}

function blocks(node, out) {
  let run = "";
  let place = 0;
  const end = () => {
    if (lines(run)) out.push({ item: false, text: lines(run) });
    run = "";
  };
  for (const child of node.childNodes) {
    const tag = child.tagName;
    if (!BLOCKS.has(tag) && !child.querySelector?.("p, div, ul, ol, table, blockquote, h1, h2, h3")) {
      run += inline(child);
      continue;
    }
    end();
    const word = wordItem(child);
    if (!word) place = 0;
    if (word) {
      const sign = word.numbered ? `${++place}.` : "-";
      out.push({ item: true, text: `${"   ".repeat(word.depth)}${sign} ${lines(inline(child)).replaceAll("\n", " ")}` });
    } else if (tag === "UL" || tag === "OL") {
      list(child, 0, out);
    } else if (tag === "TABLE") {
      for (const row of child.rows) {
        const cells = [...row.cells].map((cell) => lines(inline(cell)).replaceAll("\n", " "));
        out.push({ item: true, text: `- ${cells.filter(Boolean).join(": ")}` });
      }
    } else if (tag === "BLOCKQUOTE") {
      const quoted = [];
      blocks(child, quoted);
      out.push({ item: false, text: joined(quoted).replace(/^/gm, "> ") });
    } else if (/^H[1-6]$/.test(tag)) {
      out.push({ item: false, text: marked(lines(inline(child)).replaceAll("\n", " ").replaceAll("*", ""), "*") });
    } else {
      blocks(child, out);
    }
  }
  end();
}

const joined = (found) =>
  found
    .map(({ item, text }, place) => {
      if (place === 0) return text;
      return (item && found[place - 1].item ? "\n" : "\n\n") + text;
    })
    .join("");

export function toDialect(html) {
  const found = [];
  blocks(new DOMParser().parseFromString(html, "text/html").body, found);
  return joined(found.filter(({ text }) => text.trim()));
}

export function tidyPasting(area) {
  area.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    // Plain text, from WhatsApp for instance, is tidied by the server.
    if (!FORMATTED.test(html)) return;
    const text = toDialect(html);
    if (!text) return;
    event.preventDefault();
    replaceRange(area, area.selectionStart, area.selectionEnd, text);
  });
}
