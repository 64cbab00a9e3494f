"""Tasks and pairs on their rows: begun when a translation is tied to its original, followed whenever either text moves."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils import timezone

from articles.models import Article, Block, Revision, TranslationPair, TranslationTask
from articles.models.translation import text_hash
from articles.rendering.anchors import fresh_anchors, prefix_of
from articles.tagging.stored_names import stored_recogniser
from articles.translations.align import align, segment
from articles.translations.clues import clues_in
from articles.translations.follow import follow_source, quality, translate_from
from articles.translations.follow_target import follow_target
from articles.translations.memory import remember
from articles.translations.units import Unit, source_revision_id, units_of

State = TranslationPair.State
HEADS = (TranslationPair.HEADLINE, TranslationPair.SUBTITLE)
FOLLOWED = [
    *("source_anchor", "position", "target_anchors", "source_text", "source_hash", "source_revision"),
    *("target_text", "rival_text", "state", "state_before", "stale_since", "version", "note"),
    *("live_state", "live_source_hash", "is_live_stale"),
]


def follow_translations(articles: Iterable[Article]) -> set[int]:
    """Bring the pairs of these translations, and of the translations of these originals, up to both texts.

    Returns the numbers of translations whose pairs moved: what readers see of them may be another thing now.
    """
    numbers = [article.pk for article in articles]
    _forget_untied(numbers)
    translations = list(
        Article.objects.filter(Q(pk__in=numbers) | Q(translation_of__in=numbers))
        .filter(translation_of__isnull=False, latest_revision__isnull=False)
        .select_related("translation_of", "translation_task", "latest_revision")
    )
    if not translations:
        return set()
    tasks = {translation.pk: _task_of(translation) for translation in translations}
    pairs: dict[int, list[TranslationPair]] = defaultdict(list)
    for pair in TranslationPair.objects.filter(translation__in=tasks).order_by("position"):
        pairs[pair.translation_id].append(pair)
    units = _units_for(translations, tasks.values())
    moved = set()
    for translation in translations:
        before = [_values(pair) for pair in pairs[translation.pk]]
        followed = _follow(translation, tasks[translation.pk], pairs[translation.pk], units)
        if [_values(pair) for pair in followed] != before:
            moved.add(translation.pk)
            _store(pairs[translation.pk], followed)
        recount(tasks[translation.pk], followed)
    return moved


def recount(task: TranslationTask, pairs: Sequence[TranslationPair]) -> None:
    """Save the task with its counts and states, which follow from the pairs."""
    states = [pair.state for pair in pairs]
    for state in State.values:
        setattr(task, state, states.count(state))
    task.state = _summary(states)
    shown = [State.STALE if pair.is_live_stale else pair.live_state for pair in pairs]
    task.live_state = _live_summary(shown) if any(pair.live_state for pair in pairs) else ""
    task.save()


def _summary(states: Sequence[str]) -> str:
    """What a whole translation is: stale before all, else as far as the paragraph that is least far."""
    there = set(states)
    if State.STALE in there:
        return State.STALE
    if there <= {State.EMPTY}:
        return State.EMPTY
    if State.EMPTY in there:
        return State.DRAFT
    return next(state for state in (State.MACHINE, State.DRAFT, State.REVIEWED) if state in there)


def _live_summary(states: Sequence[str]) -> str:
    """The same of what readers see; a paragraph that was never translated is a gap, and no fault of the others."""
    there = set(states)
    ranks = (State.STALE, State.MACHINE, State.DRAFT, State.REVIEWED)
    return next((state for state in ranks if state in there), "")


def _forget_untied(numbers: Sequence[int]) -> None:
    """A translation that was taken from its original, or given another language, begins anew."""
    for task in TranslationTask.objects.filter(translation__in=numbers).select_related("translation"):
        translation = task.translation
        if (translation.translation_of_id, translation.language) != (task.original_id, task.language):
            translation.pairs.all().delete()
            TranslationTask.objects.filter(pk=task.pk).delete()


def _task_of(translation: Article) -> TranslationTask:
    task = getattr(translation, "translation_task", None)
    if task is None:
        task, _ = TranslationTask.objects.get_or_create(
            original=translation.translation_of, language=translation.language
        )
        task.translation = translation
    return task


def _units_for(translations: Sequence[Article], tasks: Iterable[TranslationTask]) -> dict[int, list[Unit]]:
    """The units of every revision that following may ask for, where something moved."""
    wanted: set[int | None] = set()
    for translation, task in zip(translations, tasks, strict=True):
        wanted |= {task.source_revision_id, source_revision_id(translation.translation_of)}
        wanted |= {task.target_revision_id, translation.latest_revision_id, translation.live_revision_id}
        wanted.add(translation.translated_revision_id)
    return units_of(Revision.objects.filter(pk__in=wanted - {None}).only("headline", "subtitle", "body"))


def _follow(
    translation: Article,
    task: TranslationTask,
    pairs: list[TranslationPair],
    units: dict[int, list[Unit]],
) -> list[TranslationPair]:
    now = timezone.now()
    source = source_revision_id(translation.translation_of)
    if task.target_revision_id is None:
        pairs = _begin(translation, task, units)
    elif task.target_revision_id != translation.latest_revision_id:
        pairs = _follow_target(translation, task, pairs, units)
    if source and task.source_revision_id != source:
        pairs = follow_source(
            pairs,
            [unit.anchor for unit in units.get(task.source_revision_id, ())],
            units[source],
            revision=source,
            now=now,
            new=lambda **values: TranslationPair(translation=translation, **values),
        )
        task.source_revision_id = source
    _note_live(translation, pairs, units, source)
    return pairs


def _begin(
    translation: Article, task: TranslationTask, units: dict[int, list[Unit]]
) -> list[TranslationPair]:
    """Align a translation that came as a whole with the text that it translates, and call its paragraphs alike."""
    revision = translation.translated_revision_id or source_revision_id(translation.translation_of)
    source, target = units[revision], units[translation.latest_revision_id]
    state = _state_at_first(translation)
    pairs, names = [], {}
    languages = translation.translation_of.language, translation.language
    for left, right in _beads(source, target, languages):
        anchors = [target[place].anchor for place in right]
        text = "\n\n".join(target[place].text for place in right)
        if not left:
            pairs.append(TranslationPair(target_anchors=anchors, target_text=text, state=state))
            names |= dict.fromkeys(anchors, "")
        elif anchors:
            names |= {anchors[0]: source[left[0]].anchor} | dict.fromkeys(anchors[1:], "")
        for place in left:
            first = place == left[0]
            pair = TranslationPair(
                source_anchor=source[place].anchor,
                target_anchors=anchors if first else anchors[:1],
                target_text=text if first else "",
                state=state if anchors else State.EMPTY,
            )
            translate_from(pair, source[place], revision)
            pairs.append(pair)
    names = rename_blocks(translation, names)
    places = {unit.anchor: place for place, unit in enumerate(target)}
    position = -1
    for pair in pairs:
        if pair.target_anchors and not (pair.source_anchor and not pair.target_text):
            position = places[pair.target_anchors[0]]
        pair.translation, pair.position = translation, position + 1
        pair.target_anchors = [names.get(anchor, anchor) for anchor in pair.target_anchors]
    pairs.sort(key=lambda pair: pair.position)
    for position, pair in enumerate(pairs):
        pair.position = position
    task.source_revision_id, task.target_revision_id = revision, translation.latest_revision_id
    task.is_revised = bool(translation.reviser)
    units[translation.latest_revision_id] = [
        Unit(names.get(unit.anchor, unit.anchor), unit.kind, unit.text) for unit in target
    ]
    return pairs


def _beads(source: Sequence[Unit], target: Sequence[Unit], languages: tuple[str, str]):
    """Headline and subtitle answer each other; the blocks are aligned."""
    heads = [sum(unit.kind in ("headline", "subtitle") for unit in units) for units in (source, target)]
    yield (0,), (0,)
    if heads == [2, 2]:
        yield (1,), (1,)
    elif heads[0] == 2:
        yield (1,), ()
    elif heads[1] == 2:
        yield (), (1,)
    known = stored_recogniser()
    sides = [
        [segment(unit.kind, unit.text, clues_in(unit.text, language, known)) for unit in units[head:]]
        for units, head, language in zip((source, target), heads, languages, strict=True)
    ]
    for left, right in align(*sides):
        yield tuple(place + heads[0] for place in left), tuple(place + heads[1] for place in right)


def _state_at_first(translation: Article) -> str:
    if translation.engine and not translation.reviser:
        return State.MACHINE
    return State.REVIEWED if translation.reviser else State.DRAFT


def rename_blocks(translation: Article, names: dict[str, str]) -> dict[str, str]:
    """Call blocks of the translation, in all its revisions, by these anchors; "" asks for a number nobody has had.

    Returns old anchor → new anchor where they differ.
    """
    names = {old: new for old, new in names.items() if old not in HEADS}
    own = Block.objects.filter(revision__article=translation)
    strangers = set(own.values_list("anchor", flat=True).distinct()) - set(names)
    taken = {new for new in names.values() if new}
    names |= dict.fromkeys(
        strangers & taken, ""
    )  # of older revisions, where that number is another paragraph's
    names = {old: new for old, new in names.items() if old != new}
    fresh = [old for old, new in names.items() if not new]
    names |= dict(zip(fresh, fresh_anchors(map(prefix_of, fresh), family_anchors(translation)), strict=True))
    rows = list(own.filter(anchor__in=names).only("anchor"))
    wanted = {row.pk: names[row.anchor] for row in rows}
    for anchor_of in (lambda row: f"~{row.pk}", lambda row: wanted[row.pk]):  # no two alike at any moment
        for row in rows:
            row.anchor = anchor_of(row)[-12:]
        Block.objects.bulk_update(rows, ["anchor"])
    return names


def family_anchors(translation: Article) -> set[str]:
    """All anchors that were ever given in the original and its translations."""
    root = translation.translation_of_id
    family = Q(revision__article=root) | Q(revision__article__translation_of=root)
    return set(Block.objects.filter(family).values_list("anchor", flat=True))


def _follow_target(
    translation: Article,
    task: TranslationTask,
    pairs: list[TranslationPair],
    units: dict[int, list[Unit]],
) -> list[TranslationPair]:
    """Take over what was saved elsewhere than in the workbench: the article's form, an import, a restored revision."""
    latest = translation.latest_revision_id
    pairs, names = follow_target(
        pairs,
        units.get(task.target_revision_id, []),
        units[latest],
        [unit.anchor for unit in units.get(task.source_revision_id, ())],
        new=lambda **values: TranslationPair(translation=translation, **values),
    )
    if names:
        names = rename_blocks(translation, names)
        units[latest] = [Unit(names.get(u.anchor, u.anchor), u.kind, u.text) for u in units[latest]]
    is_revised = bool(translation.latest_revision.attributes.get("reviser"))
    if is_revised and not task.is_revised:
        for pair in pairs:
            _is_reviewed(pair)
    task.target_revision_id, task.is_revised = latest, is_revised
    return pairs


def _is_reviewed(pair: TranslationPair) -> None:
    """Somebody signed the whole translation as its reviser."""
    if pair.state == State.STALE:
        pair.state_before = State.REVIEWED
    elif pair.state != State.EMPTY:
        pair.state = State.REVIEWED


def _note_live(
    translation: Article, pairs: Sequence[TranslationPair], units: dict[int, list[Unit]], source: int | None
) -> None:
    """What readers see of each pair, and whether it is behind what they see of the original."""
    if not translation.is_published:
        for pair in pairs:
            pair.live_state, pair.live_source_hash, pair.is_live_stale = "", "", False
        return
    shown = {unit.anchor: unit.text for unit in units[translation.live_revision_id]}
    now = {unit.anchor: text_hash(unit.text) for unit in units.get(source, ())}
    for pair in pairs:
        texts = [shown[anchor] for anchor in pair.target_anchors if anchor in shown]
        if not texts:
            pair.live_state, pair.live_source_hash = State.EMPTY, ""
            is_new = pair.state == State.EMPTY and pair.stale_since is not None
            pair.is_live_stale = pair.source_anchor in now and (is_new or pair.is_live_stale)
            continue
        if not pair.live_state or pair.is_joined or "\n\n".join(texts) == pair.target_text:
            pair.live_state, pair.live_source_hash = quality(pair), pair.source_hash
        pair.is_live_stale = bool(pair.source_anchor) and now.get(pair.source_anchor) != pair.live_source_hash


def _values(pair: TranslationPair) -> dict:
    return {name: value for name, value in pair.__dict__.items() if not name.startswith("_")}


def _store(before: Sequence[TranslationPair], pairs: Sequence[TranslationPair]) -> None:
    kept = {pair.pk for pair in pairs}
    TranslationPair.objects.filter(pk__in=[pair.pk for pair in before if pair.pk not in kept]).delete()
    TranslationPair.objects.bulk_create([pair for pair in pairs if pair.pk is None])
    TranslationPair.objects.bulk_update([pair for pair in pairs if pair.pk is not None], FOLLOWED)
    remember(pairs)
