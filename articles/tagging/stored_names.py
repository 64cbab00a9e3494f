"""The recogniser of the archive's own tags, made anew only when they change."""

import logging
import re
from collections import defaultdict
from dataclasses import replace

from django.db.models import CharField, Count, F, Max, Sum, Value
from django.db.models.functions import Concat, Length

from articles.models import Curation, Tag, TagAlias
from articles.models.names import LANGUAGE_OF_FIELD
from articles.tagging.gazetteer import Entry, Gazetteer, Rule, load
from articles.tagging.load import merged_ids
from articles.tagging.recognise import Recogniser
from articles.tagging.spelling import fold, fold_pattern

logger = logging.getLogger(__name__)

_NAMES = [f"name_{ending}" for ending in LANGUAGE_OF_FIELD]
_PATTERNS = ["text", "not_before", "not_after", "need_near", "rule"]
_kept: tuple[tuple, Recogniser] | None = None


def stored_recogniser() -> Recogniser:
    """One for this process, until the tags or their aliases change."""
    global _kept  # noqa: PLW0603 - a cache of one
    stamp = (
        Curation.objects.aggregate(last=Max("pk"), undone=Count("undone_at")),
        _stamp(Tag, ["kind", "gazetteer_id", *_NAMES]),
        _stamp(TagAlias, ["language", *_PATTERNS]),
    )
    if _kept is None or _kept[0] != stamp:
        _kept = stamp, Recogniser.from_gazetteer(stored_gazetteer())
    return _kept[1]


def recognised_id(tag: Tag) -> str:
    """What the recogniser calls a tag: its id in the data files, or one made from its number."""
    return tag.gazetteer_id or f"tag-{tag.pk}"


def stored_gazetteer() -> Gazetteer:
    """The archive's tags in the place of the data files' entities; the rules of the files hold where an alias has none."""
    ours = load()
    aliases: dict[int, list[TagAlias]] = defaultdict(list)
    for alias in TagAlias.objects.order_by("pk"):
        aliases[alias.tag_id].append(alias)
    heirs = {key: recognised_id(tag) if tag else "" for key, tag in merged_ids().items()}
    rules = {
        (fold(form).text, owner): replace(rule, forms=(form,), entity=owner)
        for rule in ours.rules
        for form in rule.forms
        if (owner := heirs.get(rule.entity, rule.entity))
    }
    entries = []
    for tag in Tag.objects.order_by("pk"):
        entries.append(_entry(tag, aliases[tag.pk]))
        for alias in aliases[tag.pk]:
            if alias.not_before or alias.not_after or alias.need_near:
                key = (fold(alias.text).text, recognised_id(tag))
                rules[key] = replace(
                    rules.get(key) or Rule(entity=key[1], forms=(alias.text,)),
                    not_before=_sound(alias.not_before),
                    not_after=_sound(alias.not_after),
                    near=_sound(alias.need_near),
                )
    return replace(ours, entries=tuple(entries), rules=tuple(rules.values()))


def _sound(pattern: str) -> str:
    """The pattern, or nothing where it is no regular expression: one slip must not stop all recognition."""
    try:
        re.compile(fold_pattern(pattern))
    except re.error as error:
        logger.warning("the pattern %r of a tag alias is left out: %s", pattern, error)
        return ""
    return pattern


def _entry(tag: Tag, aliases: list[TagAlias]) -> Entry:
    names = dict(tag.all_names()) or {"": tag.name}
    others: dict[str, list[str]] = defaultdict(list)
    for alias in aliases:
        if alias.rule != TagAlias.Rule.MISSPELLING and names.get(alias.language) != alias.text:
            others[alias.language].append(alias.text)
    return Entry(
        id=recognised_id(tag),
        kind=tag.kind,
        names=names,
        aliases=dict(others),
        ambiguous=tuple(a.text for a in aliases if a.rule == TagAlias.Rule.AMBIGUOUS),
        misspellings=tuple((a.language, a.text) for a in aliases if a.rule == TagAlias.Rule.MISSPELLING),
    )


def _stamp(model, fields: list[str]) -> tuple:
    """Moves with every row that comes or goes and nearly every change of a name."""
    together = Concat(*(F(field) for field in fields), Value(""), output_field=CharField())
    return tuple(
        model.objects.aggregate(rows=Count("pk"), last=Max("pk"), letters=Sum(Length(together))).values()
    )
