"""python -m tests.translations.alignment: how well `align` does on the samples of seeds/, spoiled on purpose.

Every text of a family (an original and its translations) against every other of it; then, at random, paragraphs of the
second text are split at a sentence, joined, left out, moved and put in, so that which answers which is known.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from pathlib import Path

from articles.ingest.read import read_page
from articles.rendering.body import body_from_record
from articles.tagging.recognise import Recogniser
from articles.text.languages import detect_language
from articles.translations.align import Segment, align, segment
from articles.translations.clues import clues_in

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SPOILED = 12  # ways in which every pair of texts is spoiled
SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?…»]) (?=[^\W\d_«])")

Link = tuple[int, int]
Text = list[tuple[str, str]]  # kind and text


@dataclass(frozen=True)
class Case:
    languages: str
    source: Text
    target: Text
    links: frozenset[Link]
    spoiled: str


def families() -> dict[str, dict[str, Text]]:
    """File name of the original → language → blocks; only families whose texts have the same blocks."""
    found: dict[str, dict[str, Text]] = {}
    for path in sorted((SEEDS / "translations").iterdir()):
        stem, language, _ = path.name.split(".")
        (original,) = (p for p in SEEDS.iterdir() if p.name.startswith(f"{stem}."))
        family = found.setdefault(stem, {"original": _text(original)})
        family[language] = _text(path)
    return {
        stem: {name: text for name, text in family.items() if _shape(text) == _shape(family["original"])}
        for stem, family in found.items()
    }


def cases(seed: int = 1) -> Iterator[Case]:
    rng = random.Random(seed)
    for family in families().values():
        for (one, source), (other, target) in permutations(family.items(), 2):
            same = frozenset((i, i) for i in range(len(source)))
            yield Case(f"{one}-{other}", source, target, same, "as it is")
            for _ in range(SPOILED):
                yield _spoil(f"{one}-{other}", source, target, rng)


def links_of(case: Case) -> set[Link]:
    beads = align(_segments(case.source), _segments(case.target))
    return {(i, j) for sources, targets in beads for i in sources for j in targets}


def _segments(text: Text) -> list[Segment]:
    language = detect_language(" ".join(block for _, block in text))
    return [segment(kind, block, _clues(block, language)) for kind, block in text]


@cache
def _clues(text: str, language: str) -> frozenset[str]:
    return clues_in(text, language, _recogniser())


@cache
def _recogniser() -> Recogniser:
    return Recogniser.from_gazetteer()


def measure() -> dict[str, tuple[float, float, int]]:
    """Precision, recall and number of links by how the text was spoiled, and of all."""
    right, found, wanted = Counter(), Counter(), Counter()
    for case in cases():
        links = links_of(case)
        for name in (case.spoiled, "all"):
            right[name] += len(links & case.links)
            found[name] += len(links)
            wanted[name] += len(case.links)
    return {name: (right[name] / found[name], right[name] / wanted[name], wanted[name]) for name in wanted}


def _spoil(languages: str, source: Text, target: Text, rng: random.Random) -> Case:
    """Two to four changes of one kind or another; each block of the target keeps the numbers of what it translates."""
    blocks = [(kind, text, {i}) for i, (kind, text) in enumerate(target)]
    done = set()
    for _ in range(rng.randint(2, 4)):
        change = rng.choice(("split", "joined", "left out", "put in", "moved"))
        done.add(change)
        at = rng.randrange(len(blocks))
        kind, text, ours = blocks[at]
        if change == "split" and len(parts := _halves(text)) == 2:
            blocks[at : at + 1] = [(kind, part, set(ours)) for part in parts]
        elif change == "joined" and at + 1 < len(blocks) and kind == blocks[at + 1][0] == "paragraph":
            _, more, theirs = blocks[at + 1]
            blocks[at : at + 2] = [(kind, f"{text} {more}", ours | theirs)]
        elif change == "left out":
            del blocks[at]
        elif change == "put in":
            stranger = rng.choice([text for kind, text in rng.choice(STRANGERS)])
            blocks.insert(at, ("paragraph", stranger, set()))
        elif change == "moved" and kind == "paragraph":
            blocks.insert(rng.randrange(len(blocks)), blocks.pop(at))
    links = frozenset((i, j) for j, (_, _, ours) in enumerate(blocks) for i in ours)
    return Case(languages, source, [(k, t) for k, t, _ in blocks], links, _named(done))


def _named(done: set[str]) -> str:
    return "moved among others" if "moved" in done else "split, joined, left out, put in"


def _halves(text: str) -> list[str]:
    sentences = [part for part in SENTENCE.split(text) if part.strip()]
    middle = len(sentences) // 2
    return [" ".join(sentences[:middle]), " ".join(sentences[middle:])] if middle else [text]


def _text(path: Path) -> Text:
    record = read_page(path.read_bytes(), name=path.name)
    return [(block.kind, block.text) for block in body_from_record(record.blocks)]


def _shape(text: Text) -> list[str]:
    return [kind for kind, _ in text]


STRANGERS = [
    [("paragraph", "The editors will answer letters about this series in the next number, which comes out in spring.")],
    [("paragraph", "本紙では来月から、読者の便りを紹介する欄を設ける。字数は問わない。")],
    [("paragraph", "Снимки к этой статье сделаны в разные годы; подписи под ними составила редакция.")],
]  # fmt: skip

if __name__ == "__main__":
    for name, (precision, recall, count) in measure().items():
        print(f"{name:35} precision {precision:.3f}  recall {recall:.3f}  of {count} links")
