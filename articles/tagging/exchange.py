"""The archive's tags to a file and back, in the JSON form of the project's own entities.json."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from articles.models import ContentVersion, Tag, TagAlias
from articles.models.names import LANGUAGE_OF_FIELD
from articles.search.index_names import index_names
from articles.tagging.gazetteer import Entry, Gazetteer, Rule, load, loop_among, read_entries
from articles.tagging.load import add_tags, alias_rows, event_days, merged_ids, rules_by_form, tie_sources
from articles.tagging.stored_names import recognised_id

_RULES = TagAlias.Rule
_PATTERNS = {
    "not_before": "not_before",
    "not_after": "not_after",
    "near": "need_near",
}  # in the file: in the row


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do: ids added, what was filled in, and where an editor's value was kept."""

    added: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    def summary(self) -> str:
        return f"{len(self.added)} added, {len(self.filled)} filled in, {len(self.conflicts)} kept against the file"


class _Undo(Exception):
    """Carries nothing: it ends a dry run."""


def export_tags() -> list[dict]:
    """Every tag with its names, aliases, rules, parents, dates, sources and descriptions, by id."""
    tags = Tag.objects.prefetch_related("aliases", "parents", "sources")
    return sorted((_exported(tag) for tag in tags), key=lambda item: item["id"])


def import_tags(items: Iterable[dict], *, dry_run: bool = False) -> ImportReport:
    """Merge entities by id: new ones come in, gaps and aliases are filled, what editors wrote stays and is told.

    Raises KeyError, TypeError or ValueError where an item is not of the form or would be its own ancestor.
    """
    items = list(items)
    entries = read_entries(items)
    _refuse_unsound(entries)
    rules = (*load().rules, *(rule for item in items for rule in _rules(item)))
    by_form = rules_by_form(rules)
    report = ImportReport()
    try:
        with transaction.atomic():
            heirs = merged_ids()
            present = {tag.gazetteer_id: tag for tag in Tag.objects.exclude(gazetteer_id="")}
            known = _known(entries, present)
            by_id = present | known | {key: tag for key, tag in heirs.items() if tag}
            for entry in entries:
                if entry.id in known:
                    _fill(known[entry.id], entry, by_id, report)
                    _fill_forms(known[entry.id], entry, by_form, report)
                elif entry.id in heirs:
                    fate = f"merged into {heirs[entry.id]}" if heirs[entry.id] else "deleted"
                    report.conflicts.append(f"{entry.id}: an editor has {fate} this tag, it stays so")
            tie_sources([entry for entry in entries if entry.id in known], known)
            fresh = tuple(entry for entry in entries if entry.id not in known)
            _refuse_loops(known, entries)
            added = add_tags(Gazetteer(fresh, rules, (), (), ()))
            report.added = [tag.gazetteer_id for tag in added]
            if dry_run:
                raise _Undo
            index_names(tags=[*known.values(), *added])
            ContentVersion.move()
    except _Undo:
        pass
    return report


def _known(entries: Iterable[Entry], present: Mapping[str, Tag]) -> dict[str, Tag]:
    """The tags that the entries mean. An id made of a tag's number counts only where a name agrees: files travel."""
    unnamed = {recognised_id(tag): tag for tag in Tag.objects.filter(gazetteer_id="")}
    found = {}
    for entry in entries:
        tag = present.get(entry.id)
        if tag is None and (own := unnamed.get(entry.id)) is not None:
            tag = own if {own.name, *dict(own.all_names()).values()} & set(entry.names.values()) else None
        if tag is not None:
            found[entry.id] = tag
    return found


def _refuse_unsound(entries: Iterable[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise ValueError(f"{entry.id} stands twice")
        seen.add(entry.id)
        if not any(entry.names.values()):
            raise ValueError(f"{entry.id} has no name")
        if any(len(form.text) > 200 for form in entry.forms()):
            raise ValueError(f"a form of {entry.id} is longer than 200 characters")
        event_days(entry.dates)


def _rules(item: dict) -> Iterable[Rule]:
    for rule in item.get("rules", ()):
        patterns = {name: rule.get(name, "") for name in _PATTERNS}
        yield Rule(entity=item["id"], forms=(rule["form"],), **patterns)


def _refuse_loops(known: Mapping[str, Tag], entries: Iterable[Entry]) -> None:
    parents = {entry.id: entry.parents for entry in entries}
    through = Tag.parents.through.objects.values_list("from_tag", "to_tag")
    ids = {tag.pk: recognised_id(tag) for tag in Tag.objects.all()}
    present: dict[str, list[str]] = defaultdict(list)
    for child, parent in through:
        present[ids[child]].append(ids[parent])
    both = {key: {*parents.get(key, ()), *present.get(key, ())} for key in parents.keys() | present.keys()}
    loop = loop_among(both)
    if loop:
        raise ValueError(f"{loop} would be its own ancestor")


def _fill(tag: Tag, entry: Entry, by_id: Mapping[str, Tag], report: ImportReport) -> None:
    begins, ends = event_days(entry.dates)
    values = {"homepage": entry.homepage, "kind": entry.kind, "begins_on": begins, "ends_on": ends}
    values["reading_ja"] = entry.reading
    for ending, language in LANGUAGE_OF_FIELD.items():
        values[f"name_{ending}"] = entry.names.get(language, "")
        values[f"description_{ending}"] = entry.description.get(language, "")
    changed = []
    for name, value in values.items():
        ours = getattr(tag, name)
        if value and not ours:
            setattr(tag, name, value)
            changed.append(name)
        elif value and value != ours:
            report.conflicts.append(f"{entry.id}: {name} stays {str(ours)!r}, the file has {str(value)!r}")
    if changed:
        tag.save(update_fields=changed)
    own = set(tag.parents.values_list("pk", flat=True))
    kin = [by_id[p] for p in entry.parents if p in by_id and by_id[p].pk not in own | {tag.pk}]
    tag.parents.add(*kin)
    report.filled += [f"{entry.id}: {name}" for name in (*changed, *(f"parent {parent}" for parent in kin))]


def _fill_forms(tag: Tag, entry: Entry, rules: Mapping[tuple[str, str], Rule], report: ImportReport) -> None:
    """Add the forms that the tag lacks, each with its rule; one that it has keeps the editors' rule."""
    present = {(row.language, row.text): row for row in tag.aliases.all()}
    names = set(tag.all_names())
    fresh = []
    for row in alias_rows(entry, tag, rules):
        ours = present.get((row.language, row.text))
        if ours is None and (row.language, row.text) not in names:
            fresh.append(row)
        elif ours is not None and _strictness(ours) != _strictness(row):
            report.conflicts.append(f"{entry.id}: the form {row.text!r} keeps its rule")
    TagAlias.objects.bulk_create(fresh)
    report.filled += [f"{entry.id}: {row.text}" for row in fresh]


def _strictness(row: TagAlias) -> tuple[str, ...]:
    """What decides where a form counts; the file does not tell former names from others."""
    rule = _RULES.PLAIN if row.rule == _RULES.FORMER else row.rule
    return rule, *(getattr(row, column) for column in _PATTERNS.values())


def _exported(tag: Tag) -> dict:
    names = dict(tag.all_names()) or {"en": tag.name}
    aliases: dict[str, list[str]] = defaultdict(list)
    rows = list(tag.aliases.all())
    for row in rows:
        if row.rule != _RULES.MISSPELLING and names.get(row.language) != row.text:
            aliases[row.language].append(row.text)
    descriptions = {
        language: getattr(tag, f"description_{ending}")
        for ending, language in LANGUAGE_OF_FIELD.items()
        if getattr(tag, f"description_{ending}")
    }
    item = {
        "id": recognised_id(tag),
        "kind": tag.kind,
        "names": names,
        "aliases": dict(aliases),
        "ambiguous": sorted({row.text for row in rows if row.rule == _RULES.AMBIGUOUS}),
        "misspellings": [
            {"lang": row.language, "form": row.text} for row in rows if row.rule == _RULES.MISSPELLING
        ],
        "rules": [
            {"form": row.text}
            | {name: getattr(row, column) for name, column in _PATTERNS.items() if getattr(row, column)}
            for row in rows
            if any(getattr(row, column) for column in _PATTERNS.values())
        ],
        "parents": [recognised_id(parent) for parent in tag.parents.all()],
        "dates": {
            key: day.isoformat() for key, day in (("start", tag.begins_on), ("end", tag.ends_on)) if day
        },
        "homepage": tag.homepage,
        "note": descriptions,
        "reading": tag.reading_ja,
        "linked": tag.is_linked,
        "publishers": [source.slug for source in tag.sources.all()],
    }
    return {key: value for key, value in item.items() if value}
