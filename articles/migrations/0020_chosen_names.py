"""Whether an editor said what a quotation or a reference means. Until now that stood only in the reasons of their links."""

from django.db import migrations, models

BATCH = 1000
TOLD = ("by editor", "named by an editor")  # as code, and as reasons were written before they had codes


def _by_editors(apps, schema_editor) -> None:
    Link = apps.get_model("articles", "Link")
    rows = {
        "quotes": (apps.get_model("articles", "Quotation"), "quoted"),
        "refers": (apps.get_model("articles", "Reference"), "target"),
    }
    for kind, (model, field) in rows.items():
        links = Link.objects.filter(kind=kind).values_list("from_article", "to_article", "reasons")
        for by, meant, reasons in links.iterator(BATCH):
            if any((why.get("code") if isinstance(why, dict) else why) in TOLD for why in reasons):
                model.objects.filter(article=by, **{field: meant}).update(is_chosen=True)


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_published_at")]

    operations = [
        migrations.AddField(
            "quotation",
            "is_chosen",
            models.BooleanField(default=False, editable=False, help_text="an editor said what is quoted"),
        ),
        migrations.AddField(
            "reference",
            "is_chosen",
            models.BooleanField(default=False, editable=False, help_text="an editor said what is meant"),
        ),
        migrations.RunPython(_by_editors, migrations.RunPython.noop),
    ]
