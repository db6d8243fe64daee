"""Members' formatted text: a small dialect of Markdown, rendered once per version and cleaned.

The dialect is what people already type in WhatsApp: `*tebal*` (and `**tebal**`) is bold, `_miring_` italic,
`~coret~` struck through, a line that begins with a dash, a bullet or a number is a list item. No raw HTML,
no headings, no pictures.
"""

import re
import unicodedata
from collections.abc import Callable
from html import unescape

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

ALLOWED_TAGS = {"p", "br", "strong", "em", "s", "ul", "ol", "li", "blockquote", "a"}
ALLOWED_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
ALLOWED_SCHEMES = {"http", "https", "mailto"}

# What Word and WhatsApp leave behind: zero-width characters, soft hyphens, the byte order mark,
# direction marks (which can make a text read differently from what it says).
_JUNK = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffc\ufffe\uffff]"
)
# Blanks of a fixed or other width, and the line ends that only Word makes.
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
# What Word, WhatsApp and telephones draw before an item; Word's second level is a bare o before a tab.
_BULLETS = re.compile(
    "^([ \t]*)"
    "(?:[\u00b7\u2022\u2023\u2043\u2219\u25a0-\u25ff\u27a2\u27a4\u2713\u2714\uf0a7\uf0b7\uf0d8\uf0fc]"
    "[ \t]*(?=\\S)|\u2013[ \t]+|[o\u00a7]\t)",
    re.MULTILINE,
)
_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+\S")


def _bold_as_in_whatsapp(tag: str) -> Callable[..., str]:
    """Return a rule that draws a single star as bold and a single underscore as italic."""

    def draw(
        renderer: RendererHTML, tokens: list[Token], index: int, options: object, environment: object
    ) -> str:
        name = "strong" if tokens[index].markup == "*" else "em"
        return f"<{tag}{name}>"

    return draw


def _is_whole_address(url: str) -> bool:
    """Return whether a link may lead there: an address with its scheme, good in mails and papers too."""
    return url.partition(":")[0].lower() in ALLOWED_SCHEMES


def _parser() -> MarkdownIt:
    """Return the parser of the dialect."""
    options = {"html": False, "breaks": True, "linkify": True, "strikethrough_single_tilde": True}
    parser = MarkdownIt("zero", options)
    parser.enable(["list", "blockquote", "emphasis", "strikethrough", "link", "autolink"])
    parser.enable(["escape", "newline", "linkify", "entity"])
    assert parser.linkify is not None  # noqa: S101 (asked for in the line above)
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    parser.validateLink = _is_whole_address  # type: ignore[method-assign]
    parser.add_render_rule("em_open", _bold_as_in_whatsapp(""))
    parser.add_render_rule("em_close", _bold_as_in_whatsapp("/"))
    return parser


_PARSER = _parser()


def lines(text: str) -> str:
    """Return a text of several lines without junk: one form of each character, plain line ends and blanks."""
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    return _BLANKS.sub(" ", _JUNK.sub("", text))


def tidy(text: str) -> str:
    """Return `text` as it is stored: without junk, lists as lists."""
    return _end_lists(_BULLETS.sub(r"\1- ", lines(text))).strip()


def one_line(text: str) -> str:
    """Return a title or a name as it is stored: no junk, single blanks, no line ends."""
    plain_text = unicodedata.normalize("NFC", _LINE_ENDS.sub(" ", text))
    return " ".join(_BLANKS.sub(" ", _JUNK.sub("", plain_text)).split())


def _end_lists(text: str) -> str:
    """Set off a line that follows a list without being an item: it is no part of the last one."""
    lines: list[str] = []
    in_list = False
    for line in text.split("\n"):
        is_item = bool(_ITEM.match(line))
        if in_list and not is_item and line.strip() and line[0] not in " \t>":
            lines.append("")
            in_list = False
        lines.append(line)
        in_list = is_item or (in_list and bool(line.strip()))
    return "\n".join(lines)


def _clean(html: str) -> SafeString:
    """Return `html` without anything that the dialect does not draw, links marked as the writer's own."""
    cleaned = nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="nofollow ugc noopener",
        url_relative="deny",
    )
    return mark_safe(cleaned)  # noqa: S308 (cleaned in the line above)


def render(text: str) -> SafeString:
    """Return the HTML of `text`: safe against every script, links marked as the writer's own."""
    return _clean(_PARSER.render(tidy(text)))


def paragraphs(text: str) -> list[SafeString]:
    """Return the HTML of each top-level block of `text` (paragraph, list, quotation), to be numbered."""
    tokens = _PARSER.parse(tidy(text))
    blocks: list[list[Token]] = []
    for token in tokens:
        if token.level == 0 and token.nesting >= 0:
            blocks.append([])
        blocks[-1].append(token)
    environment: dict[str, object] = {}
    return [_clean(_PARSER.renderer.render(block, _PARSER.options, environment)) for block in blocks]


def plain(text: str) -> str:
    """Return the words of `text` without any formatting, on one line (for search, mail and previews)."""
    return " ".join(unescape(strip_tags(render(text))).split())
