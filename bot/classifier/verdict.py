"""From parsed story to reading: score, moves, reason and trace."""

from collections.abc import Sequence
from dataclasses import replace

from bot.classifier.attribution import announcer, claims
from bot.classifier.catalogue import load_catalogue
from bot.classifier.drafts import Draft
from bot.classifier.facts import Org
from bot.classifier.latin import Parsed, features_of
from bot.classifier.loose import loose_draft
from bot.classifier.reading import MoveRead, Reading, Step
from bot.classifier.score import load_gate, squash
from bot.classifier.status import status_of
from bot.classifier.story import CONTENT

_ROUND = 4
_SURE = 6.0


def dismissed(lang: str, word_score: float | None = None) -> Reading:
    """The reading of a story that holds no word of moving, or whose words rule a move out at first look."""
    log_odds = -_SURE if word_score is None else word_score
    features = {"bias": 1.0, f"lang={lang}": 1.0, "no fact": 1.0}
    features |= {f"{name}{of}": squash(log_odds) for name in ("words", "shapes") for of in ("", f" {lang}")}
    found = "none tells of a move" if word_score is None else f"log-odds {word_score:.1f}: dismissed unread"
    score = min(round(load_gate().probability(features), _ROUND), 0.1)
    reason = "it has no word of moving" if word_score is None else "its words do not tell of a move"
    return Reading(is_move=False, score=score, reason=reason, lang=lang, trace=(Step("language", lang), Step("words", found)))


def decide(parsed: Parsed, word_score: float) -> Reading:
    """Judge a parsed story."""
    gate = load_gate()
    features = features_of(parsed, word_score)
    score = gate.probability(features)
    if not parsed.drafts and score >= gate.threshold:
        parsed = _by_position(parsed)
    moves = tuple(_move(draft, parsed) for draft in parsed.drafts)
    is_move = score >= gate.threshold and bool(moves)
    if not is_move:
        score = min(score, gate.threshold - 0.001)
    return Reading(is_move=is_move, score=round(score, _ROUND), reason=_reason(parsed, is_move), lang=parsed.words.lang,
                   moves=moves if is_move else (), trace=tuple(_trace(parsed, features, word_score, score)))  # fmt: skip


def _by_position(parsed: Parsed) -> Parsed:
    """The story with the move that the place of the words suggests, where no frame was filled."""
    draft = loose_draft([c for c in parsed.clauses if parsed.text.parts[c.index][0] != CONTENT])
    return replace(parsed, drafts=(draft,) if draft else ())


def _key(org: Org | None) -> str | None:
    if org is None:
        return None
    if org.key:
        return org.key
    known = load_catalogue().resolve(org.name)
    return known.key if known else None


def _move(draft: Draft, parsed: Parsed) -> MoveRead:
    return MoveRead(persons=draft.persons, group=draft.group if not draft.persons else None,
                    from_org=draft.origin.name if draft.origin else None, to_org=draft.goal.name if draft.goal else None,
                    role=draft.role, kind=draft.kind, status=status_of(draft, parsed.clauses, parsed.words),
                    evidence=draft.lead.evidence, announced_by=announcer(draft, parsed.clauses, parsed.words),
        claims=claims(draft, parsed.clauses, parsed.words), from_key=_key(draft.origin), to_key=_key(draft.goal))  # fmt: skip


def _reason(parsed: Parsed, is_move: bool) -> str:
    if not parsed.drafts:
        return "no verb of moving has somebody particular for it"
    lead = parsed.drafts[0].lead
    who = ", ".join(lead.persons) or lead.group or "somebody"
    if is_move:
        return f"says {lead.trigger!r} of {who}"
    return f"says {lead.trigger!r} of {who}, but the rest does not bear it out"


def _trace(parsed: Parsed, features: dict[str, float], word_score: float, score: float) -> Sequence[Step]:
    dense = load_gate().dense
    weighed = sorted(((dense.get(name, 0.0) * value, name) for name, value in features.items()), key=lambda p: -abs(p[0]))
    labels = [c for clause in parsed.clauses for c in clause.chunks]
    steps = [
        Step("language", parsed.words.lang),
        Step("words", f"log-odds {word_score:.1f}"),
        Step("people", ", ".join(dict.fromkeys(c.text for c in labels if c.label == "P")) or "none"),
        Step("organisations", ", ".join(dict.fromkeys(c.text for c in labels if c.label == "O")) or "none"),
        Step("deciding words", ", ".join(dict.fromkeys(f.trigger for d in parsed.drafts for f in d.facts)) or "none"),
    ]
    for draft in parsed.drafts:
        steps.append(Step("move", _line(draft)))
        steps.append(Step("sentence", draft.lead.evidence))
    against = [name for value, name in weighed if value < -0.2][:5]  # noqa: PLR2004 (what tipped the balance most)
    steps.append(Step("speaks for", ", ".join(name for value, name in weighed if value > 0.2)[:300] or "nothing"))  # noqa: PLR2004 - log-odds: what tipped the balance most
    steps.append(Step("ruled out by", ", ".join(against) or "nothing"))
    steps.append(Step("score", f"{score:.3f}"))
    return steps


def _line(draft: Draft) -> str:
    who = ", ".join(draft.persons) or draft.group or "?"
    ends = f"{draft.origin.name if draft.origin else '–'} → {draft.goal.name if draft.goal else '–'}"
    return f"{who}: {ends} · {draft.kind} · {draft.role or 'no post told'}"
