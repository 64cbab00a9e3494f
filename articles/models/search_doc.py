"""SearchDoc, SearchName and SearchWord: what the search index holds of an article, of the names of tags and sources, and which
words it has met."""

from django.db import models


class SearchDoc(models.Model):
    """Derived from the live revision; the database's full-text index lies over the four columns of tokens.

    The key grows with the time of publication, so the newest hits of a search come first without sorting.
    On SQLite a migration that alters this table drops the triggers of 0002 and 0018 and must make them again.
    """

    id = models.BigIntegerField(primary_key=True)
    article = models.OneToOneField("articles.Article", models.CASCADE, related_name="search_doc")
    filters = models.TextField(default="")
    title = models.TextField(default="")
    tags = models.TextField(default="")
    body = models.TextField(default="")
    version = models.PositiveIntegerField(help_text="of the splitter that made the tokens")

    def __str__(self) -> str:
        return str(self.article_id)

    @staticmethod
    def key_of(article) -> int:
        """The minute of publication, then the article's number: the order of `newest_first()`."""
        return (int(article.sorted_at.timestamp()) // 60 << 24) + article.pk % (1 << 24)

    @staticmethod
    def first_key_of(moment) -> int:
        """No article published before `moment` has this key or a greater one."""
        return int(moment.timestamp()) // 60 << 24


class SearchName(models.Model):
    """One form of the name of a tag or a source, so that a query finds all its forms, and completion knows it."""

    tag = models.ForeignKey("articles.Tag", models.CASCADE, null=True, related_name="search_names")
    source = models.ForeignKey("articles.Source", models.CASCADE, null=True, related_name="search_names")
    text = models.CharField(max_length=200)
    language = models.CharField(max_length=16, blank=True)
    key = models.CharField(max_length=300, db_index=True, help_text="its words' stems")
    folded = models.CharField(max_length=300, db_index=True)
    is_certain = models.BooleanField(help_text="the form means this and nothing else")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tag__isnull=True) ^ models.Q(source__isnull=True),
                name="search_name_of_one",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class SearchWord(models.Model):
    """A word that stands in some article, so that a slip of the hand finds what it was meant to be, and a name its other scripts.

    Words that were met in small letters have no sound, names that were met in both ways two rows. Rows are only added, so
    that no process waits for another (two that meet a word at once both add it); what goes with its article stays until the
    next rebuild. Who proposes a word asks the index first.
    """

    text = models.CharField(max_length=30, db_index=True, help_text="folded")
    backwards = models.CharField(max_length=30, db_index=True)
    sound = models.CharField(
        max_length=30, blank=True, db_index=True, help_text="of a name: its consonants in any script"
    )

    def __str__(self) -> str:
        return self.text
