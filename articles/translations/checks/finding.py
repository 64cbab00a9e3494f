"""Finding: one thing that a check has against a translated paragraph."""

from dataclasses import dataclass, field
from typing import Literal

from articles.text.spans import Span

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """`code` names the check and its message, `values` fill the message; each span is a place in its text.

    A check that can't name the place in one of the texts points at the whole of it, or at nothing where it is empty.
    """

    code: str
    source_span: Span
    target_span: Span
    values: dict[str, str] = field(default_factory=dict)
    severity: Severity = "error"

    @property
    def key(self) -> str:
        """The same for the same fault of the same words, wherever they stand: what a waiver is tied to."""
        return ":".join([self.code, *(self.values[name] for name in sorted(self.values))])


def whole(text: str) -> Span:
    return 0, len(text)
