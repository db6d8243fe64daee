"""Small pictures for the demo's attachments and letters, drawn here: the same bytes each time."""

from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (640, 360)
PAPER, INK, BAR, LINE = "#fbf8f1", "#1b231d", "#0e5239", "#338fc6"
# Vehicles counted at each gate, and the corners of a route.
COUNTS = (212, 175, 143, 110)
ROUTE = ((60, 300), (160, 220), (300, 240), (420, 120), (580, 80))


def draw(kind: str) -> bytes:
    """Return the picture `kind` as PNG: hitungan (bars), rute (a route on a map) or surat (a letter)."""
    picture = Image.new("RGB", SIZE, PAPER)
    {"hitungan": _bars, "rute": _route, "surat": _letter}[kind](ImageDraw.Draw(picture))
    content = BytesIO()
    picture.save(content, "PNG", optimize=True)
    return content.getvalue()


def _bars(pen: ImageDraw.ImageDraw) -> None:
    pen.text((40, 24), "Sepeda motor pengantar per gerbang, 06.00-07.00 (data contoh)", fill=INK)
    for place, count in enumerate(COUNTS):
        top = 70 + place * 68
        pen.rectangle((120, top, 120 + count * 2, top + 40), fill=BAR)
        pen.text((40, top + 14), f"Gerbang {place + 1}", fill=INK)
        pen.text((130 + count * 2, top + 14), str(count), fill=INK)


def _route(pen: ImageDraw.ImageDraw) -> None:
    pen.text((40, 24), "Rute dan titik jemput (data contoh)", fill=INK)
    pen.line(ROUTE, fill=LINE, width=6)
    for place, (x, y) in enumerate(ROUTE, start=1):
        pen.ellipse((x - 10, y - 10, x + 10, y + 10), fill=BAR)
        pen.text((x - 20, y + 16), f"Titik {place}", fill=INK)


def _letter(pen: ImageDraw.ImageDraw) -> None:
    pen.text((40, 24), "SURAT (data contoh)", fill=INK)
    for line in range(8):
        pen.line(((40, 80 + line * 28), (600 - (line % 3) * 60, 80 + line * 28)), fill=INK)
