"""Text of a command → tokens: quotes of every kind, full-width signs, Slack's own escapes and mentions."""

import html
import re
import unicodedata
from dataclasses import dataclass

from handlers.grammar import vocabulary

ARROW = "→"

_MENTION = re.compile(r"<(?:[#@!][^<>\s]+(?:\|[^<>]*)?|https?://[^<>]*)>")
_ARROW = re.compile(r"(?:[-–—=]{1,2}>|[→⇒➔➜➡>])️?")
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』〝〞＂", '"') | dict.fromkeys("、，；", ","))
_SINGLE = re.compile(r"(?<!\w)[‘‚‹']([^‘’‹›']*)[’›'](?!\w)")
_TOKEN = re.compile(r'(?:"[^"]*(?:"|$)|[^\s"])+')
_VALUE = re.compile(r'(?:"[^"]*(?:"|$)|[^,"])+')
_KEYED = re.compile(r"(?P<minus>[-–—−]?)(?P<key>[^\W\d]\w*):(?P<value>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, quoted name, arrow, mention or ``key:value``.

    Attributes:
        text: a word as typed or, where there is a key, all that follows the colon; without quotes.
        key: the word before the colon, as typed; empty for a bare word.
        values: what follows the colon, parted at its commas.
        negated: whether the key has a minus before it.
        quoted: whether the text stood in quotes.
    """

    text: str
    key: str = ""
    values: tuple[str, ...] = ()
    negated: bool = False
    quoted: bool = False

    def __str__(self) -> str:
        """The token as it may be shown back."""
        return f"{'-' if self.negated else ''}{self.key}:{self.text}" if self.key else self.text


def tokens(text: str, lang: str) -> list[Token]:
    """Split a command into tokens; never raises, whatever the text."""
    raw = list(reversed(_TOKEN.findall(normal(text, lang))))
    found: list[Token] = []
    while raw:
        piece = raw.pop()
        while raw and piece.endswith(",") and _KEYED.fullmatch(piece):
            piece += raw.pop()  # "type:join, leave"
        found.append(_token(piece))
    return found


def normal(text: str, lang: str) -> str:
    """One spelling for every way to write quotes, arrows, spaces and signs."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\ue000{len(kept) - 1}\ue001"

    text = _MENTION.sub(keep, text.replace("\ue000", " ").replace("\ue001", " "))
    text = unicodedata.normalize("NFC", html.unescape(text))
    text = "".join(_half_width(char) for char in text).translate(QUOTES)
    text = _SINGLE.sub(r'"\1"', text)
    parts = text.split('"')
    parts[::2] = [_loosen(part, lang) for part in parts[::2]]
    text = '"'.join(parts)
    return re.sub("\ue000(\\d+)\ue001", lambda match: _mention(kept[int(match[1])]), text)


def _half_width(char: str) -> str:
    """Full-width signs and unusual spaces in their plain form; letters of names stay as they are."""
    category = unicodedata.category(char)
    if char.isspace() or category == "Cc":
        return " "
    if category in {"Cf", "Cs"}:
        return ""
    return unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char


def _loosen(text: str, lang: str) -> str:
    """Outside quotes: arrows stand apart, and the blank around a colon after a known key does not count."""
    keys = "|".join(sorted(map(re.escape, vocabulary.table(lang, "keys")), key=len, reverse=True))
    text = _ARROW.sub(f" {ARROW} ", text)
    return re.sub(rf"(?<!\S)(-?(?:{keys})) ?: +(?=\S|$)", r"\1:", text, flags=re.IGNORECASE)


def _mention(mention: str) -> str:
    """A link becomes its address; channels and people stay as Slack writes them, without the part that holds their name."""
    target = mention[1:-1].partition("|")[0]
    return target if target.startswith("http") else f"<{target}>"


def _token(raw: str) -> Token:
    keyed = _KEYED.fullmatch(raw)
    if not keyed or raw.lower().startswith(("http:", "https:")):
        return Token(_plain(raw), quoted=raw.startswith('"'))
    values = tuple(filter(None, (_plain(value) for value in _VALUE.findall(keyed["value"]))))
    return Token(_plain(keyed["value"]), keyed["key"], values, bool(keyed["minus"]), '"' in raw)


def _plain(raw: str) -> str:
    return raw.replace('"', "").strip()
