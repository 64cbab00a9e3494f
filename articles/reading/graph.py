"""The links of an article as a picture: where each box and line stands.

A few links surround the article as their kinds mean: left what it leans on, right what leans on it or shares its words,
above common events, below kin. Many stand as two columns of single lines, each group tied to the article by one stem.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from articles.models import Article
from articles.reading.links import LinkGroup, Neighbour

# In units of the view box.
WIDTH, BOX, TALL, GAP, HEADING = 946, 240, 58, 14, 26
BETWEEN = 46  # from the middle part to a row above or below it
CENTRE_X = (WIDTH - BOX) // 2
MOST_IN_COLUMN, MOST_IN_ROW = 6, 3  # of the picture with boxes all around
LINE, LEADING, LINE_WIDTH, DATE = 28, 34, 286, 84  # of a single line, and what its date takes
WHOLE = 12  # members up to which a group is not parted between the columns
STEMS, FIRST_STEM, MOST_STEMS = 11, 16, 4  # from one group's stem to the next one's, and beside the lines
MOST = 60  # articles in the picture; the table below shows all
BEGINNING = 420  # the middle box of a high picture stands so far down, where it is seen at once


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    article: Article
    title: str
    width: int = BOX
    height: int = TALL
    is_centre: bool = False

    @property
    def is_line(self) -> bool:
        return self.height == LINE

    @property
    def text_x(self) -> int:
        return self.x + (10 if self.is_line else 12)

    @property
    def title_y(self) -> int:
        return self.y + (19 if self.is_line else 24)

    @property
    def small_x(self) -> int:
        return self.x + self.width - 8 if self.is_line else self.text_x

    @property
    def small_y(self) -> int:
        return self.y + (19 if self.is_line else 44)


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


def drawing_of(article: Article, groups: Sequence[LinkGroup]) -> Drawing:
    """The article in the middle and its neighbours around it, none over another."""
    by_name = {group.name: group for group in groups}
    left = [by_name[name] for name in ("quotes", "refers") if name in by_name]
    right = [by_name[name] for name in ("shared", "quoted", "referred") if name in by_name]
    rows = [by_name[name] for name in ("event", "related") if name in by_name]
    is_small = all(len(group.neighbours) <= MOST_IN_ROW for group in rows) and all(
        sum(len(group.neighbours) for group in side) <= MOST_IN_COLUMN for side in (left, right)
    )
    drawing = _around(article, left, right, by_name) if is_small else _columns(article, groups)
    drawing.left = min(box.x for box in drawing.boxes) - 1
    drawing.width = max(box.x + box.width for box in drawing.boxes) + 1 - drawing.left
    return drawing


# A few: boxes all around


def _around(
    article: Article, left: Sequence[LinkGroup], right: Sequence[LinkGroup], by_name: dict[str, LinkGroup]
) -> Drawing:
    drawing = Drawing()
    top = HEADING + TALL + BETWEEN if "event" in by_name else 0
    tall = max(_height_of(left), _height_of(right), TALL + 2 * GAP)
    middle = top + tall // 2
    centre = _centre(article, middle)
    _draw_left(drawing, left, top + (tall - _height_of(left)) // 2, middle)
    _draw_right(drawing, right, top + (tall - _height_of(right)) // 2, middle)
    bottom = top + tall
    if "event" in by_name:
        _draw_row(drawing, by_name["event"], 0, HEADING + TALL, centre.y)
    if "related" in by_name:
        _draw_row(drawing, by_name["related"], bottom + BETWEEN - HEADING, bottom + BETWEEN, centre.y + TALL)
        bottom += BETWEEN + TALL
    drawing.boxes.append(centre)
    drawing.height = bottom + 4
    return drawing


def _height_of(groups: Sequence[LinkGroup]) -> int:
    return sum(HEADING + len(group.neighbours) * (TALL + GAP) for group in groups)


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


def _column(drawing: Drawing, groups: Sequence[LinkGroup], x: int, y: int) -> Iterator[tuple[str, Box]]:
    """Adds the boxes of a column, and yields each with the name of its group."""
    for group in groups:
        drawing.labels.append(Label(x, y + 16, group.heading))
        y += HEADING
        for neighbour in group.neighbours:
            box = _box(x, y, neighbour)
            drawing.boxes.append(box)
            yield group.name, box
            y += TALL + GAP


def _draw_row(drawing: Drawing, group: LinkGroup, y: int, near: int, centre: int) -> None:
    """Boxes side by side; lines go from their edge at height `near` to the height `centre` of the middle box."""
    x = (WIDTH - len(group.neighbours) * (BOX + 24) + 24) // 2
    drawing.labels.append(Label(x, y + 16, group.heading))
    for neighbour in group.neighbours:
        drawing.boxes.append(_box(x, y + HEADING, neighbour))
        at, bend = x + BOX // 2, (near + centre) // 2
        drawing.lines.append(
            (group.name, f"M{WIDTH // 2} {centre}C{WIDTH // 2} {bend} {at} {bend} {at} {near}")
        )
        x += BOX + 24


# Many: single lines in two columns


def _columns(article: Article, groups: Sequence[LinkGroup]) -> Drawing:
    drawing = Drawing()
    sides = _in_two(groups)
    heights = [sum(HEADING + len(group.neighbours) * LEADING + GAP for group in side) for side in sides]
    drawing.height = max(*heights, TALL + 2 * GAP) + 4
    middle = min(drawing.height // 2, BEGINNING)
    for is_right, side in enumerate(sides):
        y = max(0, middle - heights[is_right] // 2)
        for number, group in enumerate(side):
            y = _draw_group(drawing, group, y, middle, is_right=bool(is_right), number=number)
    drawing.boxes.append(_centre(article, middle))
    return drawing


def _in_two(groups: Sequence[LinkGroup]) -> tuple[list[LinkGroup], list[LinkGroup]]:
    """The groups left and right, as even as may be; only a large one is parted."""
    shown, room = [], MOST
    for group in groups:
        shown.append(LinkGroup(group.name, group.heading, group.neighbours[:room]))
        room -= len(shown[-1].neighbours)
    shown = [group for group in shown if group.neighbours]
    half = (sum(len(group.neighbours) for group in shown) + 1) // 2
    left, right, taken = [], [], 0
    for group in shown:
        count, free = len(group.neighbours), half - taken
        if right or free <= 0:
            right.append(group)
        elif count <= max(free, 0) or (count <= WHOLE and count - free <= free):
            left.append(group)
        elif count <= WHOLE:
            right.append(group)
        else:
            left.append(LinkGroup(group.name, group.heading, group.neighbours[:free]))
            right.append(LinkGroup(group.name, group.heading, group.neighbours[free:]))
        taken += count
    return left, right


def _draw_group(
    drawing: Drawing, group: LinkGroup, y: int, middle: int, *, is_right: bool, number: int
) -> int:
    """Lines under each other, all tied to one stem, which runs to the middle box; returns where the next may begin."""
    x = WIDTH - LINE_WIDTH - 1 if is_right else 1
    edge = x if is_right else x + LINE_WIDTH
    towards = -1 if is_right else 1  # from a line to the middle
    stem = edge + towards * (FIRST_STEM + STEMS * (number % MOST_STEMS))
    side = CENTRE_X + BOX if is_right else CENTRE_X
    drawing.labels.append(Label(x, y + 16, group.heading))
    y += HEADING
    places = []
    for neighbour in group.neighbours:
        title = shortened(neighbour.article.headline, LINE_WIDTH - DATE - 18)
        drawing.boxes.append(Box(x, y, neighbour.article, title, LINE_WIDTH, LINE))
        places.append(y + LINE // 2)
        y += LEADING
    leans, is_leant_on = group.name in ("quotes", "refers"), group.name in ("quoted", "referred")
    for place in places:
        tip = edge + towards * 8 if leans else edge
        drawing.lines.append((group.name, f"M{stem} {place}H{tip}"))
        if leans:
            drawing.heads.append(f"M{edge} {place}l{towards * 11}-5v10z")
    top, bottom = min(*places, middle), max(*places, middle)
    start = side - towards * 10 if is_leant_on else side
    drawing.lines.append((group.name, f"M{stem} {top}V{bottom}M{stem} {middle}H{start}"))
    if is_leant_on:
        drawing.heads.append(f"M{side} {middle}l{-towards * 12}-6v12z")
    return y + GAP


def _centre(article: Article, middle: int) -> Box:
    return Box(CENTRE_X, middle - TALL // 2, article, shortened(article.headline, BOX - 30), is_centre=True)


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
