"""Words of the archive, for slips of the hand and names in other scripts. They come with the next rebuild."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0015_sketches"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(db_index=True, help_text="folded", max_length=30)),
                ("backwards", models.CharField(db_index=True, max_length=30)),
                (
                    "sound",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="of a name: its consonants in any script",
                        max_length=30,
                    ),
                ),
            ],
        ),
    ]
