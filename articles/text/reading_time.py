"""How long an article takes to read."""

from articles.text.scripts import count_cjk

CHARACTERS_A_MINUTE = {"ja": 500, "zh": 300}  # customary figures for silent reading of prose
WORDS_A_MINUTE = 220


def reading_minutes(text: str, language: str) -> int:
    """Whole minutes, at least 1 for a text with words; 0 for none. Each script is read at its own pace."""
    pace = CHARACTERS_A_MINUTE.get(language.split("-")[0].lower(), 500)
    dense = count_cjk(text)
    # A CJK run counts by its characters; as one "word" more it would weigh next to nothing.
    words = sum(1 for word in text.split() if count_cjk(word) * 2 < len(word))
    minutes = dense / pace + words / WORDS_A_MINUTE
    return max(1, round(minutes)) if minutes else 0
