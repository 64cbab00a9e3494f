"""Pictures: uploading them, and saying what they show; the file itself is never changed."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.lists import ArchiveAdmin
from articles.desk.pictures import NoPicture, known_picture, store_picture
from articles.models import Picture


def _already(known: Picture) -> str:
    """Said with a way to it, where its words can be changed: two sets of words for one picture would be one too many."""
    address = reverse("admin:articles_picture_change", args=[known.pk])
    return format_html('{} <a href="{}">{}</a>', _("This picture is here already:"), address, known.name)


class UploadedPictureForm(forms.ModelForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("JPEG, PNG, WebP, GIF or TIFF; place and camera that are written in it are left out."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, help_text=_("For finding it again.")
    )

    class Meta:
        model = Picture
        fields = ["file", "name", "alt", "credit"]

    def clean_alt(self) -> str:
        alt = self.cleaned_data["alt"].strip()
        if not alt:
            raise forms.ValidationError(_("Say what the picture shows; no figure is published without it."))
        return alt

    def clean(self):
        data = super().clean()
        file = data.get("file")
        if file and not self.errors:
            content = file.read()
            known = known_picture(content)
            if known:
                self.add_error("file", _already(known))
                return data
            try:
                self.instance = store_picture(
                    content,
                    name=data.get("name") or file.name,
                    alt=data["alt"],
                    credit=data.get("credit", ""),
                    user=self.user,
                )
            except NoPicture as error:
                self.add_error("file", str(error))
        return data

    def _post_clean(self) -> None:
        """The row is stored already, from the file's content."""

    def save(self, **_options) -> Picture:
        self.save_m2m = lambda: None
        return self.instance


@admin.register(Picture)
class PictureAdmin(ArchiveAdmin):
    list_display = ["thumbnail", "name", "alt", "credit", "size_shown", "created_by"]
    list_display_links = ["name"]
    list_select_related = ["created_by"]
    search_fields = ["name", "alt", "credit"]
    ordering = ["-id"]
    fields = ["thumbnail", "name", "alt", "credit", "markdown_shown", "size_shown", "created_by"]
    readonly_fields = ["thumbnail", "markdown_shown", "size_shown", "created_by"]

    def get_form(self, request, obj=None, **kwargs):
        if obj is None:
            return type("UploadForm", (UploadedPictureForm,), {"user": request.user})
        return super().get_form(request, obj, **kwargs)

    def get_fields(self, request, obj=None):
        return UploadedPictureForm.Meta.fields if obj is None else self.fields

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else self.readonly_fields

    def save_model(self, request, obj, form, change) -> None:
        if change:
            super().save_model(request, obj, form, change)

    @admin.display(description=_("picture"))
    def thumbnail(self, picture: Picture) -> str:
        return format_html('<img src="{}" alt="" width="120" loading="lazy">', picture.smallest)

    @admin.display(description=_("size"))
    def size_shown(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}"

    @admin.display(description=_("in a text"))
    def markdown_shown(self, picture: Picture) -> str:
        return format_html("<code>{}</code>", picture.markdown.replace("@", "").strip())
