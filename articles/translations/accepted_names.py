"""The archive's own names for the checks and the workbench's glossary, made anew only when tags change."""

from articles.tagging.recognise import Recogniser
from articles.tagging.stored_names import stored_gazetteer, stored_recogniser
from articles.translations.checks.names import Names

_kept: tuple[Recogniser, Names] | None = None


def stored_names() -> Names:
    """One for this process, until the tags or their aliases change."""
    global _kept  # noqa: PLW0603 - a cache of one
    recogniser = stored_recogniser()
    if _kept is None or _kept[0] is not recogniser:
        _kept = recogniser, Names(recogniser, stored_gazetteer().entries)
    return _kept[1]
