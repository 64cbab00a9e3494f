"""The head of a letter at a page's top: its lines' roles."""

from articles.ingest.features import Features
from articles.ingest.mail_lines import mail_kind

_REACH = 12  # lines in which a head begins
_ROLES = {"from": "byline", "date": "date", "subject": "title", "to": "navigation"}

Given = tuple[str, str, float]


def find_mail_head(lines: list[Features]) -> dict[int, Given]:
    """Roles of the lines of a letter's head: a subject, and who sent it or when; nothing where there is none."""
    found = {one.at: kind for one in lines[:_REACH] if (kind := mail_kind(one.text))}
    if "subject" not in found.values() or not {"from", "date"} & set(found.values()):
        return {}
    return {at: (_ROLES[kind], f"a letter's head: {kind}", 0.9) for at, kind in found.items()}
