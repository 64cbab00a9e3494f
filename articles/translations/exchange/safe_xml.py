"""XML from strangers: no document type, no entities, no network, bounded in size and depth."""

from lxml import etree

from articles.translations.exchange.bundle import ExchangeError

MAX_BYTES = 20_000_000
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def parse(data: bytes) -> etree._Element:
    """The root element; raises ExchangeError on what is no XML, too large, too deep, or declares a document type."""
    if len(data) > MAX_BYTES:
        raise ExchangeError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ExchangeError(f"it is no XML: {error.msg}") from error
    if root.getroottree().docinfo.doctype:
        raise ExchangeError("it declares a document type, which no translation file needs")
    return root


def name_of(element: etree._Element) -> str:
    """The name without its namespace; empty for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def print_xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
