"""Organisations that no list knows, by the words companies are called with and the place where they stand."""

from bot.classifier.cjk.lexicon import Lexicon

MAX_UNKNOWN_ORG = 8


def unknown_org(raw: str, folded: str, lexicon: Lexicon, *, titled: bool) -> str | None:
    """Take an organisation that no list knows out of a stretch of text.

    Args:
        raw: the text as written.
        folded: the same, folded.
        lexicon: words of its language.
        titled: whether a post follows and the stretch opens a clause.

    Returns:
        Its name: the stretch up to a word for a kind of company, or all of it before a word of a department if a post follows.
    """
    no_house = lexicon.patterns.get("no_house")
    if folded.startswith(tuple(lexicon.words["not_org"])) or (no_house and no_house.search(folded)):
        return None
    begin = max((match.end() for match in lexicon.patterns["not_in_org"].finditer(folded)), default=0)
    raw, folded = raw[begin:], folded[begin:]
    if folded.startswith(tuple(lexicon.words["not_org"])):
        return None
    ends = [at + len(word) for word in lexicon.words["org_suffix"] if (at := folded.find(word)) >= 2]  # noqa: PLR2004 a name before the suffix
    ends += [len(folded) for word in lexicon.words["org_suffix_weak"] if folded.endswith(word) and len(folded) > len(word) + 1]
    if ends and max(ends) <= MAX_UNKNOWN_ORG + 4 and folded[: max(ends)] not in lexicon.words["venture"]:
        return raw[: max(ends)].strip(" 的")
    cut = min((at for word in lexicon.words["department"] if (at := folded.find(word)) >= 0), default=len(folded))
    if titled and 2 <= cut <= MAX_UNKNOWN_ORG:  # noqa: PLR2004 shortest name
        return raw[:cut].strip(" 的")
    return None
