"""SearchDoc: what the search index holds of an article, as strings of tokens."""

from django.db import models


class SearchDoc(models.Model):
    """Derived from the live revision; the database's full-text index lies over these columns."""

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, related_name="search_doc"
    )
    title = models.TextField(default="")
    tags = models.TextField(default="")
    body = models.TextField(default="")
    version = models.PositiveIntegerField(help_text="of the splitter that made the tokens")

    def __str__(self) -> str:
        return str(self.article_id)
