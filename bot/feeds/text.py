"""Plain text out of what feeds put into titles and bodies: without markup and control characters."""

import html
import re

# Controls, bidi overrides (they turn a headline round), byte order marks, lone surrogates (no database takes them).
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|blink|center|cite|code|del|dfn|em|font|i|img|ins|kbd|label|mark|nobr|q|s|samp|small|span|"
    "strike|strong|sub|sup|time|tt|u|var|wbr"
)
_BLOCK = (
    "address|article|aside|blockquote|body|br|button|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|head|header|hr|html|iframe|li|main|nav|ol|p|picture|pre|section|source|summary|table|tbody|td|tfoot|th|thead|tr|ul|"
    "video|audio|embed|object|param|input|link|meta|svg|path"
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[/!?a-z][^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(?:(script|style|noscript|template|textarea|select|math)\b[^<>]*>|(!--))", re.IGNORECASE)
_ENDS = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("script", "style", "noscript", "template", "textarea", "select", "math")
} | {"!--": re.compile("-->")}
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")

_LONGEST = 100_000


def strip_controls(text: str) -> str:
    """The text without characters that no reader should see and no database can take."""
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    """The text without control characters, on one line, with single spaces."""
    return " ".join(strip_controls(text).split())


def plain_title(raw: str) -> str:
    """A headline as plain text.

    Entities are resolved as often as they were escaped (twice at most); only known markup is taken for markup, so that
    ``a < b`` and ``the <T> of generics`` stay as they are written.
    """
    text = raw[:2_000]
    for _ in range(2):
        text = html.unescape(_without_known_tags(text)) if "<" in text or _ENTITY.search(text) else text
    return one_line(_without_known_tags(text))


def plain_text(raw: str) -> str:
    """A body as plain text, a paragraph a line, without scripts and styles; reads at most 100,000 characters."""
    text = raw[:_LONGEST]
    if "<" not in text and _looks_escaped(text):
        text = html.unescape(text)
    if "<" in text:
        text = _ANY_TAG.sub("", _BLOCK_TAG.sub("\n", _without_hidden(text)))
    text = strip_controls(html.unescape(text))
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def _looks_escaped(text: str) -> bool:
    return "&lt;" in text and _without_known_tags(unescaped := html.unescape(text)) != unescaped


def _without_known_tags(text: str) -> str:
    return _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", text)) if "<" in text else text


def _without_hidden(text: str) -> str:
    """Cut out what no reader sees; an element that is never closed takes the rest with it."""
    kept, at = [], 0
    while opening := _HIDDEN.search(text, at):
        kept.append(text[at : opening.start()])
        name = (opening[1] or opening[2]).lower()
        closing = _ENDS[name].search(text, opening.end())
        if closing is None:
            return "".join(kept)
        at = closing.end()
    return "".join((*kept, text[at:]))
