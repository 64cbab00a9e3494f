"""The links of an article as a picture: where each box and line stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.models import Article
from articles.reading.links import LinkGroup, Neighbour

# In units of the view box.
WIDTH, BOX, TALL, GAP, HEADING = 962, 240, 58, 14, 26
BETWEEN = 46  # from the middle part to a row above or below it
MOST_IN_COLUMN, MOST_IN_ROW = 6, 3  # the table below the picture shows all
CENTRE_X = (WIDTH - BOX) // 2


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    article: Article
    title: str
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
class Label:
    x: int
    y: int
    text: str


@dataclass
class Drawing:
    """`lines` are (kind of link, path); `heads` are paths of arrow heads at the text that is leant on."""

    left: int = 0
    width: int = WIDTH
    height: int = 0
    boxes: list[Box] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    box_width: int = BOX
    box_height: int = TALL


def drawing_of(article: Article, groups: Sequence[LinkGroup]) -> Drawing:
    """Left what this text leans on, right what leans on it or shares its words, above common events, below kin."""
    by_name = {group.name: group for group in groups}
    left = [by_name[name] for name in ("quotes", "refers") if name in by_name]
    right = [by_name[name] for name in ("shared", "quoted", "referred") if name in by_name]
    drawing = Drawing()
    top = HEADING + TALL + BETWEEN if "event" in by_name else 0
    tall = max(_height_of(left), _height_of(right), TALL + 2 * GAP)
    middle = top + tall // 2
    centre = Box(CENTRE_X, middle - TALL // 2, article, shortened(article.headline, BOX - 30), is_centre=True)
    _draw_left(drawing, left, top + (tall - _height_of(left)) // 2, middle)
    _draw_right(drawing, right, top + (tall - _height_of(right)) // 2, middle)
    bottom = top + tall
    if "event" in by_name:
        _draw_row(drawing, by_name["event"], 0, HEADING + TALL, centre.y)
    if "related" in by_name:
        _draw_row(drawing, by_name["related"], bottom + BETWEEN - HEADING, bottom + BETWEEN, centre.y + TALL)
        bottom += BETWEEN + TALL
    drawing.boxes.append(centre)
    drawing.left = min(box.x for box in drawing.boxes) - 1
    drawing.width = max(box.x for box in drawing.boxes) + BOX + 1 - drawing.left
    drawing.height = bottom + 4
    return drawing


def _height_of(groups: Sequence[LinkGroup]) -> int:
    return sum(HEADING + len(g.neighbours[:MOST_IN_COLUMN]) * (TALL + GAP) for g in groups)


def _draw_left(drawing: Drawing, groups: Sequence[LinkGroup], y: int, middle: int) -> None:
    for name, box in _column(drawing, groups, 1, y):
        side, at = box.x + BOX, box.y + TALL // 2
        bend = (side + CENTRE_X) // 2
        drawing.lines.append((name, f"M{CENTRE_X} {middle}C{bend} {middle} {bend} {at} {side + 10} {at}"))
        drawing.heads.append(f"M{side} {at}l12-6v12z")


def _draw_right(drawing: Drawing, groups: Sequence[LinkGroup], y: int, middle: int) -> None:
    edge = CENTRE_X + BOX
    for name, box in _column(drawing, groups, WIDTH - BOX - 1, y):
        at = box.y + TALL // 2
        bend = (box.x + edge) // 2
        points_here = name != "shared"
        start = edge + 10 if points_here else edge
        drawing.lines.append((name, f"M{box.x} {at}C{bend} {at} {bend} {middle} {start} {middle}"))
        if points_here:
            drawing.heads.append(f"M{edge} {middle}l12-6v12z")


def _column(drawing: Drawing, groups: Sequence[LinkGroup], x: int, y: int):
    """Adds the boxes of a column, and yields each with the name of its group."""
    for group in groups:
        drawing.labels.append(Label(x, y + 16, group.heading))
        y += HEADING
        for neighbour in group.neighbours[:MOST_IN_COLUMN]:
            box = _box(x, y, neighbour)
            drawing.boxes.append(box)
            yield group.name, box
            y += TALL + GAP


def _draw_row(drawing: Drawing, group: LinkGroup, y: int, near: int, centre: int) -> None:
    """Boxes side by side; lines go from their edge at height `near` to the height `centre` of the middle box."""
    members = group.neighbours[:MOST_IN_ROW]
    x = (WIDTH - len(members) * (BOX + 24) + 24) // 2
    drawing.labels.append(Label(x, y + 16, group.heading))
    for neighbour in members:
        drawing.boxes.append(_box(x, y + HEADING, neighbour))
        at, bend = x + BOX // 2, (near + centre) // 2
        drawing.lines.append(
            (group.name, f"M{WIDTH // 2} {centre}C{WIDTH // 2} {bend} {at} {bend} {at} {near}")
        )
        x += BOX + 24


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
