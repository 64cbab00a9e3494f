"""Spans: (begin, end) of a text, the end not included."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def clip(span: Span, bounds: Span) -> Span | None:
    """The part of a span inside the bounds, or None."""
    begin, end = max(span[0], bounds[0]), min(span[1], bounds[1])
    return (begin, end) if begin < end else None


def merge_spans(spans: Iterable[Span], gap: int = 0) -> list[Span]:
    """Spans in order, those made one that overlap, touch, or lie no further apart than `gap`; empty ones left out."""
    out: list[Span] = []
    for begin, end in sorted(span for span in spans if span[0] < span[1]):
        if out and begin <= out[-1][1] + gap:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((begin, end))
    return out


def segments(bounds: Span, spans: Sequence[Span]) -> list[tuple[int, int, tuple[int, ...]]]:
    """The bounds cut wherever a span begins or ends: (begin, end, indexes of the spans that cover the piece)."""
    covering = [(index, inside) for index, span in enumerate(spans) if (inside := clip(span, bounds))]
    cuts = sorted({*bounds, *(edge for _, inside in covering for edge in inside)})
    return [
        (begin, end, tuple(index for index, inside in covering if inside[0] <= begin and end <= inside[1]))
        for begin, end in zip(cuts, cuts[1:], strict=False)
    ]
