"""Clean text and sentences out of whatever a feed sends."""

import html
import re
import unicodedata

MAX_TITLE = 1_000
MAX_SUMMARY = 6_000
MAX_CONTENT = 16_000
MAX_SENTENCE = 700
MAX_SENTENCES = 160

_BLOCKS = (("<script", "</script>"), ("<style", "</style>"))
_BREAK_TAG = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|blockquote|figcaption)\b[^<>]{0,400}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,600}>")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_INVISIBLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0), 0xAD, 0xFEFF, *range(0x200B, 0x2010),
                            *range(0x202A, 0x202F), *range(0x2060, 0x206A)])  # fmt: skip
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "‐": "-", "‑": "-"})
_READING_TIME = re.compile(
    r"\((?:\d+ minute read|website|github repo|sponsor|pdf)\)|\[pdf\]|^\[[^\]]{1,20}\]\s*"
    r"|^\(abo[^)]{3,30}\);?\s*|[▲▼←→]+",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\(?(?:Image credit|Image|Photo|Foto|Crédit photo)s?\s?: [^)\n.]{3,80}\)", re.IGNORECASE)
_QUOTED_HEAD = re.compile(r"[„“\"»«]([^„“”\"»«]{2,30})[“”\"«»]-(?=[A-ZÄÖÜ])")
_ELIDED = re.compile(r"\b([dlnsjcm]|qu)' (?=[^\W\d_])", re.IGNORECASE)
_GLUED = re.compile(r"([a-zà-þ]{2}[.!?])([A-ZÀ-Þ][a-zà-þ])")
_END = re.compile(r"([.!?…]+[\"'»”)\]]*)\s+(?=[\"'«“„(\[¿¡]*[A-ZÀ-ÞĀ-Ž\d])|\n+|\s+\|\s+|[。！？]")
_DAY = re.compile(
    r"[ \d]\d\. (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Quartal|Halbjahr)\b"
)
_ABBREVIATION = re.compile(
    r"(?:(?:[A-ZÀ-Þ]\S*\s|^)[A-Z]\.|\b(?:Mr|Mrs|Ms|Dr|Prof|Inc|Corp|Co|Ltd|Jr|Sr|St|Gov|Gen|Sen|Rep|vs|No|Nr|bzw|Sra?|M|Mme|Mlle|U\.S|U\.K|e\.g|i\.e)\.)$"
)


def clean(raw: str, limit: int) -> str:
    """Turn one field of a feed entry into plain text.

    Args:
        raw: plain text or HTML of any size, with whatever characters it came with.
        limit: how many characters of the result to keep.

    Returns:
        Text without tags, entities, invisible and control characters; one line per paragraph.
    """
    text = raw[: limit * 4]
    if "<" in text:
        text = _BREAK_TAG.sub("\n", _without_blocks(text))
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
        if "<" in text:
            text = _TAG.sub(" ", _BREAK_TAG.sub("\n", text))
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_QUOTES)
    text = _LINES.sub("\n", _SPACES.sub(" ", text))
    text = _ELIDED.sub(r"\1'", text) if "' " in text else text
    text = _GLUED.sub(r"\1 \2", _READING_TIME.sub(" ", text))
    text = _QUOTED_HEAD.sub(r"\1-", text)
    text = _CREDIT.sub(" ", text) if ":" in text else text
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()[:limit]


def _without_blocks(text: str) -> str:
    """Drop scripts and style sheets; one that is never closed drops the rest."""
    for opening, closing in _BLOCKS:
        while (start := text.lower().find(opening)) >= 0:
            end = text.lower().find(closing, start)
            text = text[:start] + " " + (text[end + len(closing) :] if end >= 0 else "")
    return text


def sentences(text: str) -> list[str]:
    """Split clean text into sentences, none longer than ``MAX_SENTENCE`` characters, at most ``MAX_SENTENCES`` of them."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        head = text[start : match.end(1) if match.group(1) else match.start()]
        if match.group(1) == "." and (_ABBREVIATION.search(head[-24:]) or _DAY.match(text, match.start() - 2)):
            continue
        _add(found, head)
        start = match.end()
        if len(found) >= MAX_SENTENCES:
            return found[:MAX_SENTENCES]
    _add(found, text[start:])
    return found[:MAX_SENTENCES]


def _add(found: list[str], sentence: str) -> None:
    sentence = sentence.strip()
    if sentence:
        found.append(sentence[:MAX_SENTENCE])
