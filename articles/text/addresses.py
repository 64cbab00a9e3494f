"""Web addresses as pages write them, also such as no browser would open."""

from urllib.parse import urlsplit


def host_of(address: str | None) -> str:
    """The host's name in small letters; nothing where the address is none."""
    try:
        return urlsplit(address or "").hostname or ""
    except ValueError:
        return ""
