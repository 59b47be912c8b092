"""Which of the six languages a text is in, told by script and by its most frequent words."""

import re

_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = {
    "fr": re.compile(r"[çœêèàùûîôâë]|\b[dlqnsj]'", re.IGNORECASE),
    "de": re.compile(r"[äöüß]", re.IGNORECASE),
    "es": re.compile(r"[ñáíóú¿¡]", re.IGNORECASE),
}
LANGUAGES = ("en", "fr", "de", "es", "zh", "ja")


def recognise(text: str, frequent: dict[str, frozenset[str]]) -> str:
    """Recognise the language of a text.

    Args:
        text: title and beginning of the story.
        frequent: the most frequent words of each Latin-script language, lower case.

    Returns:
        ISO 639-1 code; English where nothing speaks for another.
    """
    sample = text[:600]
    letters = len(_WORD.findall(sample)) or 1
    han = len(_HAN.findall(sample))
    if len(_KANA.findall(sample)) * 5 >= max(han, 4):
        return "ja"
    if han > letters:
        return "zh"
    words = [w.lower() for w in _WORD.findall(sample)]
    scores = {lang: sum(w in known for w in words) + 0.4 * len(_MARKS[lang].findall(sample)) if lang in _MARKS
              else sum(w in known for w in words) + 0.1 for lang, known in frequent.items()}  # fmt: skip
    best = max(scores, key=lambda lang: scores[lang])
    return "zh" if han > 1 and scores[best] < 1 else best
