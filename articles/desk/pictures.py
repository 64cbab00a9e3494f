"""Pictures for figures: known by their content, kept small, without what the camera wrote into them."""

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from articles.models import Picture
from articles.rendering.pictures import PICTURE_WIDTHS

MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
WIDEST = 2400  # pixels of the largest file that is kept
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF")
FOLDER = "pictures"
QUALITY = 82


class NoPicture(ValueError):
    """A file that is not taken as a picture; its words say why."""


class StorageAway(Exception):
    """The storage does not answer now; each driver has errors of its own for that."""


@contextmanager
def storage_answers() -> Iterator[None]:
    """What a driver raises where its storage is away, as one error; a file that is missing stays one."""
    try:
        yield
    except (FileNotFoundError, ImproperlyConfigured):
        raise
    except Exception as error:
        raise StorageAway(str(error)) from error


def known_picture(content: bytes) -> Picture | None:
    """The picture that was made of the same bytes."""
    return Picture.objects.filter(key=_key_of(content)).first()


def _key_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def store_picture(content: bytes, *, name: str, alt: str, credit: str, user) -> Picture:
    """Keep the picture in several widths; one that is here already is found again."""
    known = known_picture(content)
    if known:
        return known
    key, image = _key_of(content), read_picture(content)
    widths = [width for width in PICTURE_WIDTHS if width < image.width] + [image.width]
    picture = Picture(
        key=key,
        suffix="webp",
        width=image.width,
        height=image.height,
        widths=widths,
        name=name[:200],
        alt=alt,
        credit=credit,
        created_by=user,
    )
    for width, path in zip(widths, files_of(picture), strict=True):
        content = _encoded(image, width)
        with storage_answers():
            if not default_storage.exists(path):
                default_storage.save(path, ContentFile(content))
    picture.save()
    return picture


def files_of(picture: Picture) -> list[str]:
    """The names of its files in the storage, by ascending width."""
    return [f"{FOLDER}/{picture.file_name(width)}" for width in picture.widths]


def read_picture(content: bytes) -> Image.Image:
    """The picture upright, in plain colours, no wider than is kept; raises NoPicture."""
    if len(content) > MOST_BYTES:
        raise NoPicture(_("The file is larger than %d MB.") % (MOST_BYTES // 1_000_000))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=FORMATS)
            if image.width * image.height > MOST_PIXELS:
                raise NoPicture(
                    _("The picture has more than %d million pixels.") % (MOST_PIXELS // 1_000_000)
                )
            upright = ImageOps.exif_transpose(image)
            has_alpha = "A" in upright.getbands() or "transparency" in upright.info
            upright = upright.convert("RGBA" if has_alpha else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NoPicture(_("This is no JPEG, PNG, WebP, GIF or TIFF picture.")) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, NoPicture):
            raise
        raise NoPicture(_("The picture is damaged.")) from error
    if upright.width > WIDEST:
        upright = _narrowed(upright, WIDEST)
    return upright


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def _encoded(image: Image.Image, width: int) -> bytes:
    """WebP of pixels only: a new picture carries no metadata of the old one."""
    bare = image if width == image.width else _narrowed(image, width)
    target = io.BytesIO()
    bare.save(target, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return target.getvalue()
