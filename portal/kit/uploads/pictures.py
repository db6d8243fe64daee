"""Pictures drawn anew: what the camera wrote beside them (place, time, device) and what hides there goes."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

# Above this a picture is a means of filling the memory; a telephone takes 12 to 50 million.
MOST_PIXELS = 50_000_000
QUALITY = 90
ORIENTATION = 0x0112
UPRIGHT = 1
# What belongs to the picture itself; everything else that was read beside it is left out.
KEPT = ("transparency",)


class TooManyPixelsError(Exception):
    """A picture of more than MOST_PIXELS; its only argument is how many."""


class NoPictureError(Exception):
    """Bytes that begin like a picture and are none."""


def redrawn(file: Any, name: str) -> bytes:
    """Return the picture in `file` (``jpeg``, ``png`` or ``webp``) drawn anew, upright, without metadata.

    Raises TooManyPixelsError before anything is unpacked, NoPictureError for what cannot be read to its end.
    """
    file.seek(0)
    try:
        # Only the decoder of this one format is tried.
        with Image.open(file, formats=[name]) as image:
            pixels = image.width * image.height
            if pixels > MOST_PIXELS:
                raise TooManyPixelsError(pixels)
            return _drawn(image, name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixelsError(Image.MAX_IMAGE_PIXELS or MOST_PIXELS) from error
    except TooManyPixelsError:
        raise
    except Exception as error:
        # Whatever a decoder trips over in bytes from outside: it is no picture that anybody can look at.
        raise NoPictureError from error


def _drawn(image: Image.Image, name: str) -> bytes:
    options: dict[str, Any] = {"quality": QUALITY}
    if image.getexif().get(ORIENTATION, UPRIGHT) != UPRIGHT:
        image = ImageOps.exif_transpose(image)
    elif image.format == "JPEG":
        # Nothing was turned: the same tables again, so that nothing gets worse.
        options = {"quality": "keep"}
    image.load()
    image.info = {key: value for key, value in image.info.items() if key in KEPT}
    target = BytesIO()
    image.save(target, format=name.upper(), exif=b"", **({} if name == "png" else options))
    return target.getvalue()
