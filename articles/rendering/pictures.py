"""Addresses of the archive's own pictures: one file a width, the width in its name."""

import re

PICTURE_WIDTHS = (480, 960, 1600)  # pixels; besides the largest
_OWN = re.compile(r"/pictures/([0-9a-f]{32})-(\d{1,5})\.([a-z]{3,5})")


def srcset_of(address: str) -> str:
    """The `srcset` of one of our own pictures, named by its largest file; empty for any other address."""
    own = _OWN.fullmatch(address)
    if not own:
        return ""
    key, largest, suffix = own[1], int(own[2]), own[3]
    widths = [width for width in PICTURE_WIDTHS if width < largest] + [largest]
    return ", ".join(f"/pictures/{key}-{width}.{suffix} {width}w" for width in widths)
