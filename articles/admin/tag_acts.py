"""The forms of curating: what each act asks, which articles it changes, and carrying it out."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.validators import validate_slug
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Curation, Tag, TagAlias
from articles.search.find import find
from articles.tagging.gazetteer import LANGUAGES
from articles.tagging.ledger import carriers

MOST_FOUND = 1000  # articles that one search can tag

NAME_LABELS = {
    "name_ja": gettext_lazy("Japanese name"),
    "name_en": gettext_lazy("English name"),
    "name_ru": gettext_lazy("Russian name"),
    "name_kk": gettext_lazy("Kazakh name"),
    "name_zh_hans": gettext_lazy("Chinese name"),
    "reading_ja": gettext_lazy("Japanese reading"),
}


def articles_found(query: str) -> list[Article]:
    """The published articles that a search finds, as readers would write it; no more than MOST_FOUND, nothing by guess."""
    found: list[Article] = []
    cursor = None
    while len(found) < MOST_FOUND:
        results = find(query, size=100, cursor=cursor)
        if results.did_you_mean or results.loosened:
            return []
        found += [hit.article for hit in results.hits]
        cursor = results.next_cursor
        if cursor is None:
            break
    return found[:MOST_FOUND]


class Act(forms.Form):
    """One act on one tag; `permissions` are asked beside that of changing it."""

    title = ""
    words = ""
    verb = ""
    permissions: tuple[str, ...] = ()

    def __init__(self, *args, tag: Tag, **kwargs):
        self.tag = tag
        super().__init__(*args, **kwargs)

    def affected(self) -> QuerySet[Article]:
        """The articles that change, by what is known before or after the form is filled in."""
        return Article.objects.filter(pk__in=carriers([self.tag.pk], [self.tag.slug]))

    def arguments(self) -> dict:
        """What the editor decided, as `tagging/acts.py` takes it."""
        return {}


class Merge(Act):
    title = gettext_lazy("Merge into %s")
    words = gettext_lazy(
        "The tag above stays. It takes over the articles, names, forms, parents and addresses of the others."
    )
    verb = gettext_lazy("Merge")
    permissions = ("articles.delete_tag",)

    others = forms.ModelMultipleChoiceField(
        Tag.objects.all(),
        label=gettext_lazy("Tags to be merged into it"),
        widget=AutocompleteSelectMultiple(Tag._meta.get_field("parents"), admin.site),
    )

    def clean_others(self):
        others = self.cleaned_data["others"]
        if self.tag in others:
            raise forms.ValidationError(_("A tag cannot be merged into itself."))
        return others

    def affected(self) -> QuerySet[Article]:
        others = self.cleaned_data.get("others", ()) if self.is_bound and self.is_valid() else ()
        return Article.objects.filter(pk__in=carriers([t.pk for t in others], [t.slug for t in others]))

    def arguments(self) -> dict:
        return {"others": [tag.pk for tag in self.cleaned_data["others"]]}


class Named(Act):
    """Six fields of names, of which one at least is filled."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields = {
            name: forms.CharField(label=label, max_length=200, required=False)
            for name, label in NAME_LABELS.items()
        }
        self.fields = fields | self.fields

    def clean(self):
        if not any(self.cleaned_data.get(name) for name in NAME_LABELS if name != "reading_ja"):
            raise forms.ValidationError(_("Fill in at least one name."))
        return self.cleaned_data

    @property
    def names(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in NAME_LABELS}


class Rename(Named):
    title = gettext_lazy("Rename %s")
    words = gettext_lazy("Its old address leads to the new one.")
    verb = gettext_lazy("Rename")

    slug = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=90,
        required=False,
        validators=[validate_slug],
        help_text=gettext_lazy("Empty: made of the name. An address that a tag ever had is not given again."),
    )
    keeps_former = forms.BooleanField(
        label=gettext_lazy("Keep the old names as former names: texts that use them are still found"),
        required=False,
        initial=True,
    )

    def __init__(self, *args, tag: Tag, **kwargs):
        kwargs["initial"] = {name: getattr(tag, name) for name in NAME_LABELS} | (kwargs.get("initial") or {})
        super().__init__(*args, tag=tag, **kwargs)

    def arguments(self) -> dict:
        data = self.cleaned_data
        return {"names": self.names, "slug": data["slug"], "keeps_former": data["keeps_former"]}


class Split(Named):
    title = gettext_lazy("Split %s")
    words = gettext_lazy("A new tag comes into being and takes over the forms and articles that you choose.")
    verb = gettext_lazy("Split")
    permissions = ("articles.add_tag",)

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Tag.Kind.choices)
    aliases = forms.ModelMultipleChoiceField(
        TagAlias.objects.none(),
        label=gettext_lazy("Forms that belong to the new tag"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    query = forms.CharField(
        label=gettext_lazy("Articles: those that this search finds"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "Words of the text, as in the site's search. Only articles with the tag are taken."
        ),
    )
    keeps = forms.BooleanField(label=gettext_lazy("These articles keep the old tag besides"), required=False)

    def __init__(self, *args, tag: Tag, **kwargs):
        kwargs["initial"] = {"kind": tag.kind} | (kwargs.get("initial") or {})
        super().__init__(*args, tag=tag, **kwargs)
        self.fields["aliases"].queryset = tag.aliases.all()

    def affected(self) -> QuerySet[Article]:
        if not (self.is_bound and self.is_valid() and self.cleaned_data["query"]):
            return Article.objects.none()
        found = articles_found(f"{self.cleaned_data['query']} tag:{self.tag.slug}")
        return Article.objects.filter(pk__in=[article.pk for article in found], tagged_items__tag=self.tag)

    def arguments(self) -> dict:
        data = self.cleaned_data
        return {
            "names": self.names,
            "kind": data["kind"],
            "aliases": [alias.pk for alias in data["aliases"]],
            "articles": sorted(self.affected().values_list("pk", flat=True)),
            "keeps": data["keeps"],
        }


class Alias(Act):
    title = gettext_lazy("Another form of %s")
    words = gettext_lazy(
        "Articles with the tag are found under it from now on; texts that use it get the tag suggested."
    )
    verb = gettext_lazy("Add the form")

    text = forms.CharField(label=gettext_lazy("Form"), max_length=200)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[(code, code) for code in LANGUAGES], required=False
    )
    rule = forms.ChoiceField(label=gettext_lazy("Rule"), choices=TagAlias.Rule.choices)

    def arguments(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("text", "language", "rule")}


class Kind(Act):
    title = gettext_lazy("Change the kind of %s")
    words = gettext_lazy("It moves to another list.")
    verb = gettext_lazy("Change the kind")

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Tag.Kind.choices)

    def __init__(self, *args, tag: Tag, **kwargs):
        kwargs["initial"] = {"kind": tag.kind} | (kwargs.get("initial") or {})
        super().__init__(*args, tag=tag, **kwargs)

    def arguments(self) -> dict:
        return {"kind": self.cleaned_data["kind"]}


class Delete(Act):
    title = gettext_lazy("Delete %s")
    words = gettext_lazy("Its page says that it is gone; its address is never given to another tag.")
    verb = gettext_lazy("Delete")
    permissions = ("articles.delete_tag",)


ACTS: dict[str, type[Act]] = {
    "merge": Merge,
    "rename": Rename,
    "split": Split,
    "alias": Alias,
    "kind": Kind,
    "delete": Delete,
}


def may_do(user, act: type[Act]) -> bool:
    return user.has_perm("articles.change_tag") and user.has_perms(act.permissions)


class BulkTagging(forms.Form):
    """A search whose articles get a tag, or lose it."""

    query = forms.CharField(
        label=gettext_lazy("Search"),
        max_length=300,
        help_text=gettext_lazy('As in the site\'s search: words, "phrases", tag:, source:, lang:, years.'),
    )
    tag = forms.ModelChoiceField(Tag.objects.all(), label=gettext_lazy("Tag"))
    remove = forms.BooleanField(label=gettext_lazy("Take the tag away instead"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tag"].widget = AutocompleteSelect(
            Curation._meta.get_field("tag"), admin.site, choices=self.fields["tag"].choices
        )

    def affected(self, editable: QuerySet[Article]) -> list[Article]:
        """The articles found that would change and that this person may change."""
        found = articles_found(self.cleaned_data["query"])
        numbers = [article.pk for article in found]
        carrying = set(
            self.cleaned_data["tag"]
            .tagged_items.filter(content_object__in=numbers)
            .values_list("content_object", flat=True)
        )
        allowed = set(editable.filter(pk__in=numbers).values_list("pk", flat=True))
        return [a for a in found if (a.pk in carrying) == self.cleaned_data["remove"] and a.pk in allowed]
