"""A short cut for plain RSS 2.0 and Atom: entries of well-known elements alone are read without feedparser.

It gives what feedparser would give or None, and it is quick to say None: anything unusual in the document (other
elements, attributes, markup within elements, declared entities, other charsets) is left to feedparser.
``python -m bot.bench.cut FOLDER`` compares both entry by entry.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

# The only ways to read the dates that feedparser reads, and to mend the characters that it mends.
from feedparser.datetimes import _parse_date
from feedparser.mixin import _cp1252

_ATOM = "{http://www.w3.org/2005/Atom}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_ONCE = {
    "guid": "id",
    "link": "link",
    "title": "title_detail",
    "description": "summary_detail",
    f"{_CONTENT}encoded": "content",
    "pubDate": "published_parsed",
    f"{_DC}date": "updated_parsed",
    "author": "author",
    f"{_DC}creator": "author",
}
_ATOM_ONCE = {
    f"{_ATOM}id": "id",
    f"{_ATOM}title": "title_detail",
    f"{_ATOM}summary": "summary_detail",
    f"{_ATOM}content": "content",
    f"{_ATOM}published": "published_parsed",
    f"{_ATOM}updated": "updated_parsed",
}
_WITHOUT_EFFECT = {
    *("category", "comments", "enclosure", "source", f"{_ATOM}category"),
    *(f"{_MEDIA}content", f"{_MEDIA}thumbnail", f"{_MEDIA}credit"),
    "{http://purl.org/rss/1.0/modules/slash/}comments",
    "{http://wellformedweb.org/CommentAPI/}commentRss",
    "{com-wordpress:feed-additions:1}post-id",
}
_UNUSUAL = re.compile(rb"<!DOCTYPE|<!ENTITY|\x1b", re.IGNORECASE)
_CUT_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")


def simple_entries(body: bytes, content_type: str) -> list[Mapping[str, Any]] | None:
    """The entries of a plain RSS 2.0 or Atom document in feedparser's own shape, or None where it is anything else.

    Args:
        body: the document.
        content_type: as judged by ``charset_header``.
    """
    named = content_type.rpartition("charset=")[2]
    if _UNUSUAL.search(body) or not (named == "utf-8" or (body.isascii() and named == content_type)):
        return None
    try:
        root = ET.fromstring(body, ET.XMLParser(encoding="utf-8"))  # noqa: S314  (declared entities are refused above)
    except (ET.ParseError, ValueError, LookupError):
        return None
    entries = _rss_entries(root) if root.tag == "rss" else _atom_entries(root)
    found: list[Mapping[str, Any]] = [entry for entry in entries if entry is not None]
    return found if len(found) == len(entries) else None


def _rss_entries(root: ET.Element) -> list[dict[str, Any] | None]:
    channel = root.find("channel")
    if channel is None or channel.attrib or not _is_plain_version(root.attrib):
        return [None]
    return [_rss_entry(item) for item in channel.iterfind("item")]


def _atom_entries(root: ET.Element) -> list[dict[str, Any] | None]:
    if root.tag != f"{_ATOM}feed" or not set(root.attrib) <= {_LANG}:
        return [None]
    return [_atom_entry(entry) for entry in root.iterfind(f"{_ATOM}entry")]


def _is_plain_version(attributes: Mapping[str, str]) -> bool:
    return set(attributes) == {"version"} and attributes["version"].startswith("2.")


def _rss_entry(item: ET.Element) -> dict[str, Any] | None:
    entry: dict[str, Any] = {}
    if item.attrib:
        return None
    for element in item:
        name = _ONCE.get(element.tag)
        if name is None:
            if element.tag not in _WITHOUT_EFFECT or len(element):
                return None
        elif name in entry or not _is_plain(element):
            return None
        else:
            entry[name] = _value(name, _text(element))
    if "link" not in entry and entry.get("id") and _is_permalink(item):
        entry["link"] = entry["id"]
    return entry


def _atom_entry(item: ET.Element) -> dict[str, Any] | None:
    entry: dict[str, Any] = {}
    if item.attrib:
        return None
    for element in item:
        name = _ATOM_ONCE.get(element.tag)
        if name is None:
            if not _note_other(element, entry):
                return None
        elif name in entry or not _is_plain_construct(element):
            return None
        else:
            entry[name] = _value(name, _text(element))
    if "link" not in entry and entry.get("id"):
        entry["link"] = entry["id"]
    return entry


def _note_other(element: ET.Element, entry: dict[str, Any]) -> bool:
    """Take links and the author; False for what is not understood."""
    if element.tag == f"{_ATOM}link":
        return _note_link(element, entry)
    if element.tag == f"{_ATOM}author":
        return _note_author(element, entry)
    return element.tag in _WITHOUT_EFFECT and not len(element)


def _note_link(element: ET.Element, entry: dict[str, Any]) -> bool:
    """The last alternate in HTML is the entry's link."""
    get = element.attrib
    if "href" not in get or len(element) or not set(get) <= {"href", "rel", "type", "title", "length", "hreflang"}:
        return False
    if get.get("rel", "alternate") == "alternate" and get.get("type", "text/html") == "text/html":
        entry["link"] = get["href"]
    return not (element.text or "").strip()


def _note_author(element: ET.Element, entry: dict[str, Any]) -> bool:
    names = [_text(child) for child in element if child.tag == f"{_ATOM}name"]
    others = {child.tag for child in element} - {f"{_ATOM}name", f"{_ATOM}uri"}
    plain = all(_is_plain(child) for child in element) and not (element.text or "").strip()
    if others or len(names) != 1 or not names[0] or not plain or "author" in entry or element.attrib:
        return False
    entry["author"] = names[0]
    return True


def _is_plain_construct(element: ET.Element) -> bool:
    """A text of Atom of type text or html; everything else may hold markup or base64."""
    kind = element.attrib.get("type", "text")
    bare = kind in ("text", "html") and set(element.attrib) <= {"type"}
    return bare and not len(element)


def _is_plain(element: ET.Element) -> bool:
    """Text alone; attributes only where they are understood."""
    return not len(element) and (not element.attrib or element.tag == "guid")


def _text(element: ET.Element) -> str:
    """An element's text, mended as feedparser mends it: UTF-8 encoded twice, Windows' characters."""
    text = (element.text or "").strip()
    if text.isascii():
        return text
    with suppress(UnicodeError):  # raised where it was not encoded twice
        text = text.encode("latin-1").decode("utf-8")
    return text.translate(_cp1252)


def _value(name: str, text: str) -> object:
    if name.endswith("_parsed"):
        return _parse_date(text)
    if name.endswith("_detail"):
        return {"value": text}
    if name == "content":
        return [{"value": text}]
    return _CUT_REFERENCE.sub(r"&\g<1>", text.replace("&amp;", "&")) if name == "link" else text


def _is_permalink(item: ET.Element) -> bool:
    guid = item.find("guid")
    return guid is not None and {name.lower(): value for name, value in guid.attrib.items()}.get("ispermalink", "true") == "true"
