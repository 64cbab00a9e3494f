"""What translators do: begin a translation, save a paragraph's text or state, join and part, freeze it all as a revision.

a paragraph's text ─ save_pair ─ TranslationPair ─ compose ─ Revision of the translation
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Revision, TranslationPair
from articles.rendering.anchors import PREFIXES, fresh_anchors
from articles.rendering.body import BodyBlock, parse_body, print_body
from articles.revisions.content import Content, attributes_of, content_of_revision
from articles.revisions.write import Draft, write_revisions
from articles.text.slugs import slug_of
from articles.translations.follow import touched, translate_from
from articles.translations.memory import remember, similar
from articles.translations.pairs import source_units
from articles.translations.run import HEADS, family_anchors, follow_translations, recount
from articles.translations.units import source_revision_id, units_of

State = TranslationPair.State
SET_BY_HAND = (State.MACHINE, State.DRAFT, State.REVIEWED)
FOLLOWS_ORIGINAL = ("source", "authors", "published_on", "published_at", "updated_on", "updated_at",
                    "estimate_not_before", "estimate_not_after", "estimate_basis")  # fmt: skip


@dataclass(frozen=True)
class Saved:
    """The pair as it is stored now; where it was not `is_taken`, somebody else saved it since."""

    pair: TranslationPair
    is_taken: bool


def start_translation(original: Article, language: str, *, user) -> Article:
    """A draft in the language with a pair for every paragraph; the one that is there already, if one is."""
    there = original.translations.filter(language=language).first()
    if there is not None:
        return there
    given = attributes_of(original)
    with transaction.atomic():
        translation = Article.objects.create(
            headline=original.headline,
            original_headline=original.headline,
            language=language,
            slug=slug_of(original.headline, original.language),
            translation_of=original,
            translated_revision_id=source_revision_id(original),
        )
        content = Content(
            headline=original.headline,
            body="",
            original_headline=original.headline,
            attributes=attributes_of(translation)
            | {name: given[name] for name in FOLLOWS_ORIGINAL}
            | {"source_url": original.url},
            tags=tuple(sorted(original.tags.values_list("slug", flat=True))),
        )
        write_revisions([Draft(translation, content, Revision.Cause.TRANSLATION, user=user)])
        follow_translations([translation])
        pairs = list(translation.pairs.all())
        for pair in pairs:
            _prefill(pair, original.language, language)
        _save(pairs)
    return translation


def _prefill(pair: TranslationPair, source_language: str, target_language: str) -> None:
    """The same paragraph as it was translated elsewhere, as a draft; else nothing."""
    found = similar(
        pair.source_text,
        source_language=source_language,
        target_language=target_language,
        exclude=pair.translation_id,
        limit=1,
    )
    is_same = found and found[0].score == 1
    pair.target_text, pair.state = (found[0].target_text, State.DRAFT) if is_same else ("", State.EMPTY)
    pair.stale_since = None


def save_pair(number: int, *, text: str, version: int, user, state: str = "") -> Saved:
    """Store what was typed, and the state where one was chosen; nothing where somebody else saved in between.

    The same text sent twice is no second save: a connection that broke may have brought it already.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
    with transaction.atomic():
        pair = _locked(number)
        is_same = text == pair.target_text and state in ("", pair.state)
        if is_same and not pair.rival_text:
            return Saved(pair, is_taken=True)
        if version != pair.version:
            return Saved(pair, is_taken=False)
        _change(pair, text, state)
        _sign(pair, user)
        _save([pair, *(_left_alone(pair) if not text else ())])
    return Saved(pair, is_taken=True)


def _left_alone(host: TranslationPair) -> list[TranslationPair]:
    """The pairs that were translated in this one's paragraph, which is gone."""
    guests = [
        p for p in host.translation.pairs.all() if p.is_joined and p.target_anchors[0] == host.source_anchor
    ]
    for guest in guests:
        guest.target_anchors, guest.state, guest.state_before, guest.stale_since = [], State.EMPTY, "", None
        guest.version += 1
    return guests


def _change(pair: TranslationPair, text: str, state: str) -> None:
    pair.rival_text = ""
    if text != pair.target_text:
        pair.target_text = text
        touched(pair)
    if not text and not pair.is_joined:
        pair.state, pair.state_before, pair.stale_since = State.EMPTY, "", None
        _meet_source(pair)
    elif state in SET_BY_HAND:
        pair.state, pair.state_before, pair.stale_since = state, "", None
        _meet_source(pair)
    pair.version += 1


def keep_as_right(number: int, *, version: int, user) -> Saved:
    """The original changed, and the translation says the same: the pair is again what it was before it went stale."""
    with transaction.atomic():
        pair = _locked(number)
        if pair.state != State.STALE:
            return Saved(pair, is_taken=True)
        if version != pair.version:
            return Saved(pair, is_taken=False)
        pair.state, pair.state_before, pair.stale_since = pair.state_before, "", None
        pair.version += 1
        _meet_source(pair)
        _sign(pair, user)
        _save([pair])
    return Saved(pair, is_taken=True)


def take_back_as_stale(number: int, *, revision: int, user) -> bool:
    """Take `keep_as_right` back: the pair translates that revision of the original again. False where it can't."""
    with transaction.atomic():
        pair = _locked(number)
        original = pair.translation.translation_of_id
        found = Revision.objects.filter(pk=revision, article=original).first()
        unit = found and next(
            (u for u in units_of([found])[found.pk] if u.anchor == pair.source_anchor), None
        )
        if unit is None or pair.state in (State.STALE, State.EMPTY) or unit.text == pair.source_text:
            return False
        translate_from(pair, unit, revision)
        pair.state_before, pair.state, pair.stale_since = pair.state, State.STALE, timezone.now()
        pair.version += 1
        _sign(pair, user)
        _save([pair])
    return True


def _locked(number: int) -> TranslationPair:
    rows = TranslationPair.objects.select_for_update(of=("self",)).select_related(
        "translation__translation_task"
    )
    return rows.get(pk=number)


def _meet_source(pair: TranslationPair) -> None:
    """The pair translates the original as it is now; without one, it is a paragraph that only the translation has."""
    task = pair.translation.translation_task
    unit = next((u for u in source_units(task) if u.anchor == pair.source_anchor), None)
    if unit is not None:
        translate_from(pair, unit, task.source_revision_id)
    elif pair.source_anchor:
        pair.target_anchors = pair.target_anchors or [pair.source_anchor]
        pair.source_anchor = pair.source_text = pair.source_hash = ""


def join_to_previous(number: int, *, user) -> bool:
    """Translate this paragraph in the one before it; what was written for it goes there. False where there is none."""
    with transaction.atomic():
        pair = _locked(number)
        host = _paragraph_before(pair)
        if host is None or pair.is_joined:
            return False
        if pair.target_text:
            host.target_text = f"{host.target_text}\n\n{pair.target_text}".strip()
            touched(host)
        pair.target_anchors = [host.source_anchor]
        pair.target_text, pair.rival_text, pair.state, pair.state_before = "", "", State.DRAFT, ""
        pair.stale_since = None
        pair.version += 1
        _meet_source(pair)
        for row in (pair, host):
            _sign(row, user)
        _save([pair, host])
    return True


def part_from_previous(number: int, *, user) -> bool:
    """Give a joined paragraph a translation of its own again, empty at first. False where it was not joined."""
    with transaction.atomic():
        pair = _locked(number)
        if not pair.is_joined:
            return False
        pair.target_anchors, pair.state, pair.state_before, pair.stale_since = [], State.EMPTY, "", None
        pair.version += 1
        _meet_source(pair)
        _sign(pair, user)
        _save([pair])
    return True


def _paragraph_before(pair: TranslationPair) -> TranslationPair | None:
    """The nearest pair before it in the original whose translation stands by itself."""
    anchors = [unit.anchor for unit in source_units(pair.translation.translation_task)]
    if pair.source_anchor not in anchors or pair.source_anchor in HEADS:
        return None
    rows = {row.source_anchor: row for row in pair.translation.pairs.select_related("translation")}
    for anchor in reversed(anchors[: anchors.index(pair.source_anchor)]):
        if anchor in rows and anchor not in HEADS and not rows[anchor].is_joined:
            return rows[anchor]
    return None


def waive(number: int, finding: str, *, reason: str, user) -> None:
    """Say why a finding of the checks is right as it is; without a reason it stands again."""
    with transaction.atomic():
        pair = TranslationPair.objects.select_for_update(of=("self",)).get(pk=number)
        pair.waived.pop(finding, None)
        if reason:
            at = timezone.now().isoformat(timespec="seconds")
            pair.waived[finding] = {"reason": reason[:300], "by": user.get_username(), "at": at}
        pair.save(update_fields=["waived"])


def _sign(pair: TranslationPair, user) -> None:
    pair.edited_by, pair.edited_at = user, timezone.now()


def _save(pairs: Sequence[TranslationPair]) -> None:
    """Store them, but for one that answers nothing and says nothing, and count the whole anew."""
    translation = pairs[0].translation
    for pair in pairs:
        if pair.source_anchor or pair.target_text:
            pair.save()
        else:
            TranslationPair.objects.filter(pk=pair.pk).delete()
    remember(pair for pair in pairs if pair.source_anchor)
    recount(translation.translation_task, list(translation.pairs.order_by("position")))


def compose(translation: Article, *, user, note: str = "", engine: str = "") -> Revision | None:
    """Freeze the pairs' texts as the newest revision; None where it says the same already. Inside a transaction."""
    translation = Article.objects.select_for_update(of=("self",)).get(pk=translation.pk)
    pairs = list(translation.pairs.select_related("edited_by").order_by("position"))
    task = translation.translation_task
    content = content_of_revision(translation.latest_revision)
    heads = {pair.source_anchor: pair.target_text for pair in pairs if pair.source_anchor in HEADS}
    bodies = [(pair, parse_body(pair.target_text)) for pair in pairs if pair.source_anchor not in HEADS]
    blocks = [block for _, parsed in bodies for block in parsed]
    anchors = _anchors(translation, bodies)
    content = replace(
        content,
        headline=" ".join(heads.get(TranslationPair.HEADLINE, "").split())[:500] or content.headline,
        subtitle=heads.get(TranslationPair.SUBTITLE, content.subtitle),
        body=print_body(blocks),
        attributes=content.attributes | _people(content, pairs) | ({"engine": engine} if engine else {}),
    )
    draft = Draft(
        translation, content, Revision.Cause.TRANSLATION, blocks=blocks, anchors=anchors, user=user, note=note
    )
    (revision,) = write_revisions([draft])
    if revision is not None:
        task.target_revision, task.is_revised = revision, bool(content.attributes.get("reviser"))
    TranslationPair.objects.bulk_update(pairs, ["target_anchors"])
    recount(task, pairs)
    if not task.stale and not task.empty:
        translation.translated_revision_id = task.source_revision_id
        translation.save(update_fields=["translated_revision"])
    return revision


def _anchors(translation: Article, bodies: Sequence[tuple[TranslationPair, list[BodyBlock]]]) -> list[str]:
    """The original's anchor for a block of each pair; its others keep theirs, or get numbers nobody has had."""
    wanted: list[str | None] = []
    for pair, blocks in bodies:
        known = list(pair.target_anchors)
        if pair.source_anchor and pair.source_anchor not in known[: len(blocks)]:
            known.insert(0, pair.source_anchor)
        known = known[: len(blocks)]
        wanted += [*known, *[None] * (len(blocks) - len(known))]
    kinds = [block.kind for _, blocks in bodies for block in blocks]
    lacking = [PREFIXES[kind] for kind, anchor in zip(kinds, wanted, strict=True) if anchor is None]
    fresh = iter(fresh_anchors(lacking, family_anchors(translation)))
    anchors = [anchor or next(fresh) for anchor in wanted]
    left = iter(anchors)
    for pair, blocks in bodies:
        own = [next(left) for _ in blocks]
        if not pair.is_joined:
            pair.target_anchors = own
    return anchors


def _people(content: Content, pairs: Sequence[TranslationPair]) -> dict[str, str]:
    """Who translated and who revised, where that is not said yet; no text that people went over stays a machine's."""
    states = {pair.state for pair in pairs}
    people = dict.fromkeys(
        pair.edited_by.get_full_name() or pair.edited_by.get_username() for pair in pairs if pair.edited_by
    )
    names, given = ", ".join(people)[:200], content.attributes
    said = {}
    if names and not given.get("engine") and not given.get("translator"):
        said["translator"] = names
    is_gone_over = states <= {State.REVIEWED} or (
        given.get("engine") and not states & {State.MACHINE, State.EMPTY}
    )
    if names and is_gone_over and not given.get("reviser"):
        said["reviser"] = names
    return said
