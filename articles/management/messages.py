"""Finding the interface's messages in code and templates, and bringing the catalogues up to date, without gettext."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.template.base import Lexer, TokenType

CATALOGUES = ("ja", "en", "ru", "kk", "zh_Hans")
# As in Django's own catalogues, so that both can be merged.
PLURAL_FORMS = {
    "ja": "nplurals=1; plural=0;",
    "en": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
    "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);",
    "kk": "nplurals=2; plural=(n!=1);",
    "zh_Hans": "nplurals=1; plural=0;",
}
CALLS = {  # name of the function → places of context, singular, plural among its arguments
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
QUOTED = r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\''
TRANSLATE = re.compile(rf"(?:translate|trans)\s+({QUOTED})(?:.*?\scontext\s+({QUOTED}))?")
INLINE = re.compile(rf"_\(\s*({QUOTED})\s*\)")
CONTEXT = re.compile(rf"\bcontext\s+({QUOTED})")


@dataclass(frozen=True, order=True)
class Message:
    text: str
    plural: str = ""
    context: str = ""


def find_messages(root: Path) -> dict[Message, set[str]]:
    """Every message of the articles package and the templates, with the files that say it."""
    found: dict[Message, set[str]] = {}
    for path in sorted((root / "articles").rglob("*.py")):
        for message in in_python(path.read_text(encoding="utf-8")):
            found.setdefault(message, set()).add(str(path.relative_to(root)))
    for path in sorted((root / "templates").rglob("*.*")):
        if path.suffix in {".html", ".xml", ".txt"}:
            for message in in_template(path.read_text(encoding="utf-8")):
                found.setdefault(message, set()).add(str(path.relative_to(root)))
    return found


def in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in CALLS:
            values = [_constant(node.args, place) for place in CALLS[name]]
            if values[1]:
                yield Message(values[1], values[2] or "", values[0] or "")


def in_template(source: str) -> Iterator[Message]:
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        words = token.contents
        for match in INLINE.finditer(words):
            yield Message(_unquoted(match[1]))
        if token.token_type != TokenType.BLOCK:
            continue
        if match := TRANSLATE.match(words):
            yield Message(_unquoted(match[1]).replace("%", "%%"), "", _unquoted(match[2]))
        elif words.startswith(("blocktranslate", "blocktrans")):
            yield _block_message(words, tokens)


def update_catalogues(folder: Path, found: dict[Message, set[str]]) -> dict[str, int]:
    """Write each catalogue with the messages found; translations stay, what is said no more goes.

    Returns how many messages of each language have no translation yet.
    """
    untranslated = {}
    for language in CATALOGUES:
        path = folder / language / "LC_MESSAGES" / "django.po"
        old = polib.pofile(str(path)) if path.exists() else polib.POFile()
        known = {(e.msgid, e.msgid_plural, e.msgctxt or ""): e for e in old}
        new = polib.POFile(wrapwidth=110)
        new.metadata = {
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Language": language,
            "Plural-Forms": PLURAL_FORMS[language],
        }
        for message in sorted(found):
            new.append(
                _entry(message, known.get((message.text, message.plural, message.context)), found, language)
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        new.save(str(path))
        untranslated[language] = len([entry for entry in new if not is_translated(entry)])
    return untranslated


def is_translated(entry: polib.POEntry) -> bool:
    if entry.fuzzy:
        return False
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def _entry(message: Message, known, found: dict[Message, set[str]], language: str) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.text,
        msgctxt=message.context or None,
        occurrences=[(name, "") for name in sorted(found[message])],
    )
    if "%(" in message.text:
        entry.flags.append("python-format")
    if not message.plural:
        entry.msgstr = known.msgstr if known else message.text if language == "en" else ""
        return entry
    entry.msgid_plural = message.plural
    forms = int(re.search(r"nplurals=(\d)", PLURAL_FORMS[language])[1])
    said = known.msgstr_plural if known else {0: message.text, 1: message.plural} if language == "en" else {}
    entry.msgstr_plural = {number: said.get(number, "") for number in range(forms)}
    return entry


def _block_message(words: str, tokens) -> Message:
    """The message of a blocktranslate tag, as Django's own tag makes it; reads up to its end tag."""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            parts[-1].append(token.contents.replace("%", "%%"))
        elif token.token_type == TokenType.VAR:
            parts[-1].append(f"%({token.contents.strip()})s")
        elif token.contents.strip() == "plural":
            parts.append([])
        elif token.contents.startswith("endblock"):
            break
    texts = ["".join(part) for part in parts]
    if re.search(r"\btrimmed\b", words):
        texts = [" ".join(line.strip() for line in text.strip().splitlines()).strip() for text in texts]
    context = CONTEXT.search(words)
    return Message(texts[0], texts[1] if len(texts) > 1 else "", _unquoted(context[1]) if context else "")


def _constant(arguments: list[ast.expr], place: int | None) -> str | None:
    if place is None or place >= len(arguments) or not isinstance(arguments[place], ast.Constant):
        return None
    value = arguments[place].value
    return value if isinstance(value, str) else None


def _unquoted(text: str | None) -> str:
    return ast.literal_eval(text) if text else ""
