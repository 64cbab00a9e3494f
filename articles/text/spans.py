"""Spans: (begin, end) of a text, the end not included."""

from collections.abc import Sequence

Span = tuple[int, int]


def clip(span: Span, bounds: Span) -> Span | None:
    """The part of a span inside the bounds, or None."""
    begin, end = max(span[0], bounds[0]), min(span[1], bounds[1])
    return (begin, end) if begin < end else None


def segments(bounds: Span, spans: Sequence[Span]) -> list[tuple[int, int, tuple[int, ...]]]:
    """The bounds cut wherever a span begins or ends: (begin, end, indexes of the spans that cover the piece)."""
    covering = [(index, inside) for index, span in enumerate(spans) if (inside := clip(span, bounds))]
    cuts = sorted({*bounds, *(edge for _, inside in covering for edge in inside)})
    return [
        (begin, end, tuple(index for index, inside in covering if inside[0] <= begin and end <= inside[1]))
        for begin, end in zip(cuts, cuts[1:], strict=False)
    ]
