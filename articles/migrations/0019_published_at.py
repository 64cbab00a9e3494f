"""Which revisions readers have seen, and since when; of those before it nobody wrote that down."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_search_tiers")]

    operations = [
        migrations.AddField(
            "revision",
            "published_at",
            models.DateTimeField(editable=False, help_text="when readers first saw it", null=True),
        ),
    ]
