"""Tags as SKOS, for exchange with other thesauri: Turtle and RDF/XML, both ways.

Names are preferred labels, aliases others, misspellings hidden ones; parents are broader; what SKOS has no word for
stands under our own vocabulary, so that nothing is lost between two archives.
"""

import re
from collections.abc import Iterable
from io import StringIO

from anyascii import anyascii
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.text import slugify
from rdflib import DCTERMS, FOAF, RDF, SDO, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax

from articles.tagging.formats import properties, put
from articles.tagging.gazetteer import KINDS, LANGUAGES

LARGEST = 50_000_000  # characters of a file that is taken in
TAG = Namespace("urn:kzsite:tag:")
OURS = Namespace("urn:kzsite:term:")
_FORMATS = {".ttl": "turtle", ".rdf": "xml"}
_CHINESE = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant"}
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML
_TERMS = {
    "name": SKOS.prefLabel,
    "alias": SKOS.altLabel,
    "misspelling": SKOS.hiddenLabel,
    "description": SKOS.definition,
    "parent": SKOS.broader,
    "start": SDO.startDate,
    "end": SDO.endDate,
    "homepage": FOAF.homepage,
}


def to_skos(items: Iterable[dict], ending: str) -> str:
    """The text of a file of that ending."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in (
        *(("skos", SKOS), ("dcterms", DCTERMS), ("foaf", FOAF), ("schema", SDO), ("tag", TAG), ("kz", OURS)),
    ):
        graph.bind(prefix, namespace)
    for item in items:
        _describe(graph, item)
    return graph.serialize(format=_FORMATS[ending])


def from_skos(text: str, ending: str) -> list[dict]:
    """Entities of a SKOS file, ours or another's; raises ValueError where it is none, is hostile or too large."""
    if len(text) > LARGEST:
        raise ValueError("the file is too large")
    graph = Graph()
    try:
        if ending == ".rdf":
            ElementTree.parse(StringIO(text), forbid_dtd=True)
        graph.parse(data=text, format=_FORMATS[ending])
    except DefusedXmlException as error:
        raise ValueError(f"declarations are not taken in: {type(error).__name__}") from error
    except (BadSyntax, ParserError, ElementTree.ParseError, SyntaxError, AssertionError, IndexError) as error:
        raise ValueError(f"no {_FORMATS[ending]}: {str(error)[:200]}") from error
    except Exception as error:
        raise ValueError(f"cannot be read: {type(error).__name__}") from error
    return [_item(graph, concept) for concept in sorted(graph.subjects(RDF.type, SKOS.Concept, unique=True))]


def _describe(graph: Graph, item: dict) -> None:
    concept = TAG[item["id"]]
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.notation, Literal(item["id"])))
    graph.add((concept, DCTERMS.type, Literal(item["kind"])))
    for name, language, value in properties(item):
        word, _, form = (_UNSPEAKABLE.sub("", part) for part in name.partition(" "))
        value = _UNSPEAKABLE.sub("", value)
        graph.add((concept, _TERMS.get(word, OURS[word]), _value(word, language, value, form)))


def _value(name: str, language: str, value: str, form: str) -> Literal | URIRef:
    if name == "parent":
        return TAG[value]
    if name == "homepage":
        return URIRef(value)
    if name in ("start", "end"):
        kinds = {4: XSD.gYear, 7: XSD.gYearMonth}
        return Literal(value, datatype=kinds.get(len(value), XSD.date))
    if form:  # of a rule: the form that it is about, then the pattern
        return Literal(f"{form}\t{value}")
    in_words = name in ("name", "alias", "misspelling", "description")
    return Literal(value, lang=language or "und") if in_words else Literal(value)


def _item(graph: Graph, concept) -> dict:
    kind = str(graph.value(concept, DCTERMS.type))
    item = {"id": _id(graph, concept), "kind": kind if kind in KINDS else "topic", "names": {}}
    known = {term: name for name, term in _TERMS.items()}
    for term, value in sorted(graph.predicate_objects(concept)):
        name = known.get(term) or (str(term).removeprefix(OURS) if str(term).startswith(OURS) else "")
        if name:
            _take(graph, item, name, value)
    if not item["names"]:
        raise ValueError(f"{concept} has no preferred label in a language of the archive")
    return item


def _take(graph: Graph, item: dict, name: str, value) -> None:
    """Put a property into the item; words in languages that the archive has no use for are left out."""
    language, text = _language(value), str(value)
    if name in ("name", "alias", "misspelling", "description"):
        if language is None or not text.strip():
            return
        if name == "name" and language == "zh-Hant":  # the archive's own names are in simplified characters
            put(item, "alias", language, text)
            item["names"].setdefault("zh-Hans", text)
        elif name == "name":
            item["names"].setdefault(language or "en", text)
        else:
            put(item, name, language, text)
    elif name == "parent":
        put(item, name, "", _id(graph, value))
    elif "\t" in text:
        form, _, pattern = text.partition("\t")
        put(item, f"{name} {form}", "", pattern)
    else:
        put(item, name, "", text)


def _id(graph: Graph, concept) -> str:
    """Our own id; of another thesaurus the notation or the end of its address."""
    if str(concept).startswith(TAG):
        return str(concept).removeprefix(TAG)
    notation = next(iter(sorted(map(str, graph.objects(concept, SKOS.notation)))), "")
    last = str(concept).rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
    return slugify(anyascii(notation or last))[:100] or "concept"


def _language(value) -> str | None:
    """The archive's language of a label; "" where none is told, None where the archive has no use for it."""
    told = (getattr(value, "language", None) or "").lower()
    if told in ("", "und"):
        return ""
    known = {language.lower(): language for language in LANGUAGES} | _CHINESE
    return known.get(told) or known.get(told.split("-")[0])
