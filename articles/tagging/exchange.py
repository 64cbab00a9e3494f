"""The archive's tags to a file and back, in the JSON form of the project's own entities.json."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from articles.models import Tag, TagAlias
from articles.models.names import LANGUAGE_OF_FIELD
from articles.tagging.gazetteer import Entry, Gazetteer, load, loop_among, read_entries
from articles.tagging.load import add_tags
from articles.tagging.stored_names import recognised_id

_RULES = TagAlias.Rule


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
    """Every tag with its names, aliases, parents, dates, homepage and descriptions, by id."""
    tags = Tag.objects.prefetch_related("aliases", "parents")
    return sorted((_exported(tag) for tag in tags), key=lambda item: item["id"])


def import_tags(items: Iterable[dict], *, dry_run: bool = False) -> ImportReport:
    """Merge entities by id: new ones come in, gaps and aliases are filled, what editors wrote stays and is told.

    Raises KeyError, TypeError or ValueError where an item is not of the form or would be its own ancestor.
    """
    entries = read_entries(items)
    report = ImportReport()
    try:
        with transaction.atomic():
            known = {tag.gazetteer_id: tag for tag in Tag.objects.exclude(gazetteer_id="")}
            for entry in entries:
                if entry.id in known:
                    _fill(known[entry.id], entry, report)
            _refuse_loops(known.values(), entries)
            added = add_tags(Gazetteer(entries, load().rules, (), (), ()))
            report.added = [tag.gazetteer_id for tag in added]
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    return report


def _refuse_loops(known: Iterable[Tag], entries: Iterable[Entry]) -> None:
    parents = {entry.id: entry.parents for entry in entries}
    through = Tag.parents.through.objects.values_list("from_tag__gazetteer_id", "to_tag__gazetteer_id")
    present: dict[str, list[str]] = defaultdict(list)
    for child, parent in through:
        present[child].append(parent)
    loop = loop_among(parents | {tag.gazetteer_id: present[tag.gazetteer_id] for tag in known})
    if loop:
        raise ValueError(f"{loop} would be its own ancestor")


def _fill(tag: Tag, entry: Entry, report: ImportReport) -> None:
    values = {"homepage": entry.homepage, "kind": entry.kind}
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
            report.conflicts.append(f"{entry.id}: {name} stays {ours!r}, the file has {value!r}")
    if changed:
        tag.save(update_fields=changed)
    present = set(tag.aliases.values_list("language", "text")) | set(tag.all_names())
    fresh = [
        form
        for form in entry.forms()
        if (form.language, form.text) not in present and form.text not in values.values()
    ]
    for form in fresh:
        rule = (
            _RULES.MISSPELLING if form.misspelling else _RULES.AMBIGUOUS if form.ambiguous else _RULES.PLAIN
        )
        TagAlias.objects.create(tag=tag, text=form.text, language=form.language, rule=rule)
    report.filled += [f"{entry.id}: {name}" for name in (*changed, *(form.text for form in fresh))]


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
        "parents": [recognised_id(parent) for parent in tag.parents.all()],
        "dates": {
            key: day.isoformat() for key, day in (("start", tag.begins_on), ("end", tag.ends_on)) if day
        },
        "homepage": tag.homepage,
        "note": descriptions,
    }
    return {key: value for key, value in item.items() if value}
