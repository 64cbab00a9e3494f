"""The acts of curating by their names, with arguments that a job can carry: numbers and words."""

from collections.abc import Callable

from articles.models import Curation, Tag
from articles.tagging import curate
from articles.tagging.curations import CannotCurate

AT_ONCE = 200  # articles: about ten seconds of work; what changes more is done in the background


def carry_out(act: str, tag: int, arguments: dict, *, user) -> Curation:
    """Do what an editor decided about the tag of this number; raises CannotCurate."""
    row = Tag.objects.filter(pk=tag).first()
    if row is None:
        raise CannotCurate("the tag is gone")
    return _ACTS[act](row, **arguments, user=user)


def _merge(tag: Tag, *, others: list[int], user) -> Curation:
    return curate.merge_tags(list(Tag.objects.filter(pk__in=others)), tag, user=user)


_ACTS: dict[str, Callable[..., Curation]] = {
    "merge": _merge,
    "rename": curate.rename_tag,
    "split": curate.split_tag,
    "alias": curate.add_alias,
    "kind": curate.change_kind,
    "delete": curate.delete_tag,
    "tagging": curate.tag_articles,
}
