"""Lists of sources as OPML, in and out, with groups and what we know about each source."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from bot.errors import ParseError
from bot.feeds.entry import language
from bot.feeds.text import one_line

_DEFAULT = "default.opml"
_GROUP_SEPARATOR = " / "
_OFF = "false"


@dataclass(frozen=True, slots=True)
class Source:
    """One feed of a list.

    Attributes:
        url: address of the feed.
        title: name for people, may be empty.
        site: address of the site, may be empty.
        group: names of the groups around it, joined with `` / ``, may be empty.
        lang: ISO 639 code, or None.
        topic: what it writes about, one word or two, may be empty.
        default: whether it is read without being asked for.
        require: words an entry must contain to count, or None for all entries.
    """

    url: str
    title: str = ""
    site: str = ""
    group: str = ""
    lang: str | None = None
    topic: str = ""
    default: bool = True
    require: str | None = None


def read_opml(body: bytes, name: str = "OPML") -> tuple[Source, ...]:
    """Read a list of feeds; outlines without a feed are groups, a feed listed twice is taken once.

    Args:
        body: the document.
        name: what to call it in an error.

    Raises:
        ParseError: broken XML, no OPML, or one that declares entities.
    """
    if b"<!ENTITY" in body:
        raise ParseError(name, "The list declares entities, which no list of feeds needs.")
    try:
        root = ET.fromstring(body)  # noqa: S314  (entities are refused above)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise ParseError(name, f"The list is not well-formed XML ({error}).") from error
    head = root.find("body")
    if root.tag.lower() != "opml" or head is None:
        raise ParseError(name, "The file is not an OPML list of feeds.")
    found: dict[str, Source] = {}
    for source in _sources(head, ()):
        found.setdefault(source.url, source)
    return tuple(found.values())


def write_opml(sources: Iterable[Source], title: str) -> bytes:
    """Write a list that ``read_opml`` and any feed reader can read."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = one_line(title)
    body = ET.SubElement(root, "body")
    for group, members in groupby(sorted(sources, key=lambda source: source.group), key=lambda source: source.group):
        parent = body
        for name in group.split(_GROUP_SEPARATOR) if group else ():
            parent = _child(parent, name)
        for source in members:
            ET.SubElement(parent, "outline", _attributes(source))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


@cache
def default_sources() -> tuple[Source, ...]:
    """The sources that come with the product, read once."""
    return read_opml(files("bot.feeds.data").joinpath(_DEFAULT).read_bytes(), _DEFAULT)


def _sources(parent: ET.Element, groups: tuple[str, ...]) -> Iterator[Source]:
    for outline in parent.iterfind("outline"):
        get = {name.lower(): one_line(value) for name, value in outline.attrib.items()}
        label = get.get("text") or get.get("title") or ""
        if url := get.get("xmlurl"):
            yield _source(url, get.get("title") or label, get, groups)
        yield from _sources(outline, groups if url or not label else (*groups, label))


def _source(url: str, title: str, get: dict[str, str], groups: tuple[str, ...]) -> Source:
    return Source(
        url=f"http://{url[7:]}" if url.lower().startswith("feed://") else url.removeprefix("feed:"),
        title=title,
        site=get.get("htmlurl", ""),
        group=_GROUP_SEPARATOR.join(groups),
        lang=language(get.get("language")),
        topic=get.get("topic", ""),
        default=get.get("default", "").lower() != _OFF,
        require=get.get("require") or None,
    )


def _child(parent: ET.Element, name: str) -> ET.Element:
    """The group of that name below an outline, made where it is missing."""
    for outline in parent.iterfind("outline"):
        if outline.get("text") == name and outline.get("xmlUrl") is None:
            return outline
    return ET.SubElement(parent, "outline", text=name)


def _attributes(source: Source) -> dict[str, str]:
    told = {
        "type": "rss",
        "text": source.title or source.url,
        "title": source.title,
        "xmlUrl": source.url,
        "htmlUrl": source.site,
        "language": source.lang or "",
        "topic": source.topic,
        "default": "" if source.default else _OFF,
        "require": source.require or "",
    }
    return {name: one_line(value) for name, value in told.items() if value}
