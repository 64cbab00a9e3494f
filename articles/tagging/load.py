"""The data files into the database: tags with their aliases, and sources. Editors' rows are left as they are."""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from articles.models import Source, SourceAlias, Tag, TagAlias, TagRedirect
from articles.tagging.gazetteer import Entry, Gazetteer, Publisher, Rule, load
from articles.text.normalise import plain_key

_FIELDS = {"ja": "ja", "en": "en", "ru": "ru", "kk": "kk", "zh-Hans": "zh_hans"}


def load_gazetteer() -> int:
    """Fill an archive that has none of the data's tags or sources; the number of rows made.

    Where some are there nothing is added, so that what editors deleted or merged stays so; `tags import` adds.
    """
    data = load()
    made = 0
    with transaction.atomic():
        if not Source.objects.filter(slug__in=[p.id for p in data.publishers]).exists():
            made += len(add_sources(data.publishers))
        if not Tag.objects.exclude(gazetteer_id="").exists():
            made += len(add_tags(data))
    return made


def add_tags(data: Gazetteer) -> list[Tag]:
    """Add the entries whose ids no tag has or had, with aliases and kin; a tag that is there keeps every field."""
    present = {tag.gazetteer_id: tag for tag in Tag.objects.exclude(gazetteer_id="")}
    heirs = merged_ids()
    fresh = [entry for entry in data.entries if entry.id not in present and entry.id not in heirs]
    names = set(Tag.objects.values_list("name", flat=True))
    slugs = set(Tag.objects.values_list("slug", flat=True))
    slugs |= set(TagRedirect.objects.values_list("slug", flat=True))
    tags = [_tag(entry, names=names, slugs=slugs) for entry in fresh]
    Tag.objects.bulk_create(tags)
    by_id = (
        {key: tag for key, tag in heirs.items() if tag} | present | {tag.gazetteer_id: tag for tag in tags}
    )
    rules = rules_by_form(data.rules)
    TagAlias.objects.bulk_create(
        alias for entry in fresh for alias in alias_rows(entry, by_id[entry.id], rules)
    )
    through = Tag.parents.through
    through.objects.bulk_create(
        through(from_tag_id=by_id[entry.id].pk, to_tag_id=by_id[parent].pk)
        for entry in fresh
        for parent in entry.parents
        if parent in by_id
    )
    tie_sources(fresh, by_id)
    return tags


def merged_ids() -> dict[str, Tag | None]:
    """Ids of the data that editors merged or deleted → the tag that stands for each today, if any."""
    gone = TagRedirect.objects.exclude(gazetteer_id="").select_related("tag")
    return {row.gazetteer_id: row.tag for row in gone}


def tie_sources(entries: Iterable[Entry], by_id: Mapping[str, Tag]) -> None:
    """Let the tags of organisations that are papers too point at those sources of the archive."""
    wanted = [(by_id[entry.id], slug) for entry in entries for slug in entry.sources]
    sources = {source.slug: source for source in Source.objects.filter(slug__in={s for _, s in wanted})}
    for tag, slug in wanted:
        if slug in sources:
            tag.sources.add(sources[slug])


def add_sources(publishers: Iterable[Publisher]) -> list[Source]:
    """Add the papers whose slugs no source has, with every spelling and their host names."""
    publishers = list(publishers)
    present = set(Source.objects.values_list("slug", flat=True))
    fresh = [paper for paper in publishers if paper.id not in present]
    Source.objects.bulk_create(_source(paper) for paper in fresh)
    by_slug = {source.slug: source for source in Source.objects.filter(slug__in=[p.id for p in fresh])}
    aliases = []
    for paper in fresh:
        spellings = {plain_key(text): text for text in (paper.domain, *paper.forms())}
        aliases += [
            SourceAlias(source=by_slug[paper.id], text=text, key=key, is_ambiguous=text in paper.ambiguous)
            for key, text in spellings.items()
            if key
        ]
    SourceAlias.objects.bulk_create(aliases)
    return list(by_slug.values())


def _tag(entry: Entry, *, names: set[str], slugs: set[str]) -> Tag:
    """A tag of the entry, unsaved, under a name and a slug that nothing had before; both are added to the sets."""
    begins, ends = event_days(entry.dates)
    tag = Tag(kind=entry.kind, gazetteer_id=entry.id, begins_on=begins, ends_on=ends, homepage=entry.homepage)
    tag.reading_ja, tag.is_linked = entry.reading, entry.is_linked
    for language, ending in _FIELDS.items():
        setattr(tag, f"name_{ending}", entry.names.get(language, ""))
        setattr(tag, f"description_{ending}", entry.description.get(language, ""))
    name = (entry.names.get("en") or next(iter(entry.names.values())))[:100]
    tag.name = name if name not in names else f"{name[: 98 - len(entry.id)]} ({entry.id})"
    names.add(tag.name)
    plain = tag.slug = tag.plain_slug(tag.name)
    number = 1
    while tag.slug in slugs:
        number += 1
        tag.slug = f"{plain}-{number}"
    slugs.add(tag.slug)
    return tag


def rules_by_form(rules: Iterable[Rule]) -> dict[tuple[str, str], Rule]:
    """Each rule under the forms and the entity that it is for; the last one counts."""
    return {(form, rule.entity): rule for rule in rules for form in rule.forms}


def alias_rows(entry: Entry, tag: Tag, rules: Mapping[tuple[str, str], Rule]) -> list[TagAlias]:
    """Rows, unsaved, for all forms but the plain names, and for a name that needs its context."""
    rows = []
    for form in entry.forms():
        rule = rules.get((form.text, entry.id))
        is_plain_name = form.text == entry.names.get(form.language) and not form.ambiguous and rule is None
        if is_plain_name:
            continue
        kind = TagAlias.Rule.PLAIN
        if form.misspelling:
            kind = TagAlias.Rule.MISSPELLING
        elif form.ambiguous:
            kind = TagAlias.Rule.AMBIGUOUS
        row = TagAlias(tag=tag, text=form.text, language=form.language, rule=kind)
        if rule:
            row.not_before, row.not_after, row.need_near = rule.not_before, rule.not_after, rule.near
        rows.append(row)
    return list({(row.language, row.text): row for row in rows}.values())


def _source(paper: Publisher) -> Source:
    source = Source(
        slug=paper.id,
        kind=paper.kind,
        country=paper.country,
        language=paper.language,
        homepage=f"https://{paper.domain}/" if paper.domain else "",
    )
    for language, ending in _FIELDS.items():
        setattr(source, f"name_{ending}", paper.names.get(language, ""))
    return source


def event_days(dates: dict[str, str]) -> tuple[date | None, date | None]:
    """First and last day of an event; a year or a month stands for all of it, and what goes on has no last."""
    if "start" not in dates:
        return None, None
    begins = _day(dates["start"], last=False)
    return begins, _day(dates["end"], last=True) if "end" in dates else None


def _day(text: str, *, last: bool) -> date:
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    month = month or (12 if last else 1)
    return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
