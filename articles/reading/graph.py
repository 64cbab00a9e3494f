"""The links of an article as a picture: where each box and line stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.models import Article
from articles.reading.links import LinkGroup, Neighbour

WIDTH, BOX, TALL, GAP, HEAD = 962, 240, 58, 14, 26
CENTRE = 260
MOST = 6  # boxes of one group; the table below shows all


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    article: Article
    title: str
    width: int = BOX
    is_centre: bool = False

    @property
    def text_x(self) -> int:
        return self.x + 12

    @property
    def title_y(self) -> int:
        return self.y + 24

    @property
    def small_y(self) -> int:
        return self.y + 44


@dataclass(frozen=True)
class Heading:
    x: int
    y: int
    text: str


@dataclass
class Drawing:
    height: int = 0
    width: int = WIDTH
    boxes: list[Box] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)  # kind, path
    tall: int = TALL


def drawing_of(article: Article, groups: Sequence[LinkGroup]) -> Drawing:
    """Texts that this one leans on stand left, those that lean on it right, looser kin below."""
    left = [g for g in groups if g.name in ("quotes", "refers")]
    right = [g for g in groups if g.name in ("quoted", "referred", "shared")]
    below = [g for g in groups if g.name in ("event", "related")]
    side = max(_column_height(left), _column_height(right), TALL + 40)
    drawing = Drawing()
    middle = side // 2
    centre_x = (WIDTH - CENTRE) // 2
    centre = Box(
        centre_x,
        middle - TALL // 2,
        article,
        shortened(article.headline, CENTRE - 24),
        CENTRE,
        is_centre=True,
    )
    _column(drawing, left, 1, side, lambda b: (b.x + BOX, b.y + TALL // 2, centre.x, middle))
    _column(
        drawing, right, WIDTH - BOX - 1, side, lambda b: (b.x, b.y + TALL // 2, centre.x + CENTRE, middle)
    )
    bottom = _rows_below(drawing, below, centre, side)
    drawing.boxes.append(centre)
    drawing.height = bottom
    return drawing


def _column_height(groups: Sequence[LinkGroup]) -> int:
    return sum(HEAD + len(g.neighbours[:MOST]) * (TALL + GAP) + GAP for g in groups)


def _column(drawing: Drawing, groups: Sequence[LinkGroup], x: int, side: int, ends) -> None:
    y = (side - _column_height(groups)) // 2
    for group in groups:
        drawing.headings.append(Heading(x, y + 16, group.heading))
        y += HEAD
        for neighbour in group.neighbours[:MOST]:
            box = _box(x, y, neighbour)
            drawing.boxes.append(box)
            x1, y1, x2, y2 = ends(box)
            bend = (x1 + x2) // 2
            drawing.lines.append((group.name, f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}"))
            y += TALL + GAP
        y += GAP


def _rows_below(drawing: Drawing, groups: Sequence[LinkGroup], centre: Box, side: int) -> int:
    y = side + (30 if groups else 0)
    for group in groups:
        members = group.neighbours[:3]
        wide = len(members) * BOX + (len(members) - 1) * 24
        start = (WIDTH - wide) // 2
        drawing.headings.append(Heading(start, y + 16, group.heading))
        for place, neighbour in enumerate(members):
            box = _box(start + place * (BOX + 24), y + HEAD, neighbour)
            drawing.boxes.append(box)
            x, top, from_y = box.x + BOX // 2, box.y, centre.y + TALL
            bend = (from_y + top) // 2
            drawing.lines.append(
                (group.name, f"M{WIDTH // 2} {from_y}C{WIDTH // 2} {bend} {x} {bend} {x} {top}")
            )
        y += HEAD + TALL + 30
    return y + 4


def _box(x: int, y: int, neighbour: Neighbour) -> Box:
    return Box(x, y, neighbour.article, shortened(neighbour.article.headline, BOX - 24))


def shortened(text: str, width: int) -> str:
    """Cut to about `width` units of the picture's 14-unit type, with an ellipsis."""
    room = width
    for place, sign in enumerate(text):
        room -= 14 if ord(sign) > 0x2E7F else 8
        if room < 0:
            return text[: max(1, place - 1)].rstrip() + "…"
    return text
