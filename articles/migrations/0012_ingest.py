from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_operations")]

    operations = [
        migrations.AddField(
            model_name="capture",
            name="unsure_lines",
            field=models.PositiveIntegerField(
                default=0,
                help_text="lines whose role is a guess, and that no editor has judged",
                verbose_name="unsure lines",
            ),
        ),
        migrations.AddField(
            model_name="capture",
            name="refused_state",
            field=models.CharField(
                blank=True,
                help_text="of the article that was withdrawn with the page; taking the refusal back restores it",
                max_length=20,
                verbose_name="state before the refusal",
            ),
        ),
        migrations.AddIndex(
            model_name="capture",
            index=models.Index(
                condition=models.Q(("unsure_lines__gt", 0)),
                fields=["-unsure_lines", "-id"],
                name="capture_unsure",
            ),
        ),
    ]
