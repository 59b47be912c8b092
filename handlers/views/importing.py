"""The forms for many names at once: where they are pasted, and where it is reviewed what they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers import mrkdwn
from handlers.mrkdwn import Block
from handlers.naming import Sorted
from handlers.texts import Texts
from handlers.views.queries import label
from handlers.views.watches import rhythm
from storage.criteria import Query

PASTE, REVIEW = "names_form", "names_review"
FIELDS = ("names", "names2", "names3")
LIST, PLACE, ME, EVERY = "list", "place", "me", "every"
WORDS, NOTHING = "words", "nothing"
PICK = "pick"
PICKS = 40  # names that are asked about; the others are kept as words
RHYTHMS = ("now", "daily@9", "weekly@mon-9")
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the review says: the list's name, where and when to tell it, and the choice for each ambiguous name by place."""

    name: str
    channel_id: str
    me: bool
    every: str
    picks: Mapping[int, str]


def paste_view(texts: Texts) -> dict[str, Any]:
    """Where names are pasted; Slack takes 3,000 characters a field, so there are several."""
    blocks = [_names(block_id, texts, optional=bool(place)) for place, block_id in enumerate(FIELDS)]
    return _view(PASTE, "names-title", "names-next", [mrkdwn.section(texts("names-intro")), *blocks], texts)


def _names(block_id: str, texts: Texts, *, optional: bool) -> Block:
    element = {"type": "plain_text_input", "action_id": block_id, "multiline": True, "max_length": 3000}
    return _input(block_id, texts("names-more" if optional else "names-label"), element, optional=optional)


def review_view(found: Sorted, name: str, texts: Texts) -> dict[str, Any]:
    """What was found, what has to be chosen, what is kept as words; and where to tell it."""
    blocks = [
        mrkdwn.section(texts("names-known", n=len(found.known), names=_joined([_plain(each, texts) for each in found.known])))
    ]
    blocks += [_pick(place, each.name, each.choices, texts) for place, each in enumerate(found.ambiguous[:PICKS])]
    words = [*(each.name for each in found.ambiguous[PICKS:]), *found.unknown]
    if words:
        blocks.append(
            mrkdwn.section(texts("names-unknown", n=len(words), names=_joined([mrkdwn.escape(one, 60) for one in words])))
        )
    every = [(each, rhythm(each, texts)) for each in RHYTHMS]
    blocks += [
        _input(
            LIST, texts("names-list"), {"type": "plain_text_input", "action_id": LIST, "initial_value": name, "max_length": 60}
        ),
        _input(PLACE, texts("form-place"), _channel(), optional=True),
        _input(ME, texts("form-me-label"), _me(texts), optional=True),
        _input(EVERY, texts("names-every"), _select(EVERY, every, first=0)),
    ]
    return _view(REVIEW, "names-title", "names-save", blocks, texts)


def done_view(said: str, texts: Texts) -> dict[str, Any]:
    """That it is done."""
    title = mrkdwn.plain(texts("names-title"), mrkdwn.VIEW_TITLE)
    return {"type": "modal", "title": title, "close": mrkdwn.plain(texts("form-close"), 24), "blocks": [mrkdwn.section(said)]}


def chosen(view: Mapping[str, Any]) -> Chosen:
    """What was put into the review."""
    values: dict[str, dict[str, Any]] = {
        block: next(iter(fields.values()), {}) for block, fields in view["state"]["values"].items()
    }
    picks = {
        int(block.partition(".")[2]): (value.get("selected_option") or {}).get("value", WORDS)
        for block, value in values.items()
        if block.startswith(f"{PICK}.")
    }
    return Chosen(
        name=str(values[LIST].get("value") or ""),
        channel_id=str(values.get(PLACE, {}).get("selected_conversation") or ""),
        me=bool(values.get(ME, {}).get("selected_options")),
        every=str((values.get(EVERY, {}).get("selected_option") or {}).get("value") or "now"),
        picks=picks,
    )


def pasted(view: Mapping[str, Any]) -> str:
    """All that was pasted."""
    values = view["state"]["values"]
    return "\n".join(values.get(block, {}).get(block, {}).get("value") or "" for block in FIELDS)


def _plain(query: Query, texts: Texts) -> str:
    return label(query, texts)


def _joined(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown}, …" if len(names) > _SHOWN else shown or "–"


def _pick(place: int, name: str, choices: Sequence[Query], texts: Texts) -> Block:
    options = [(f"{each.kind}:{each.key}", each.label) for each in choices]
    options += [(WORDS, texts("names-as-words")), (NOTHING, texts("names-leave-out"))]
    said = texts("names-which", name=mrkdwn.truncate(name, 100))
    return _input(f"{PICK}.{place}", said, _select(f"{PICK}.{place}", options, first=0))


def _select(action_id: str, choices: Sequence[tuple[str, str]], *, first: int) -> Block:
    options = [{"text": mrkdwn.plain(shown, mrkdwn.OPTION), "value": value[:150]} for value, shown in choices]
    return {"type": "static_select", "action_id": action_id, "options": options, "initial_option": options[first]}


def _channel() -> Block:
    kinds = {"include": ["public", "private"], "exclude_bot_users": True}
    return {"type": "conversations_select", "action_id": PLACE, "filter": kinds}


def _me(texts: Texts) -> Block:
    options = [{"text": mrkdwn.plain(texts("form-me"), mrkdwn.OPTION), "value": "me"}]
    return {"type": "checkboxes", "action_id": ME, "options": options, "initial_options": options}


def _input(block_id: str, said: str, element: Block, *, optional: bool = False) -> Block:
    return {"type": "input", "block_id": block_id, "label": mrkdwn.plain(said, 2000), "element": element, "optional": optional}


def _view(callback: str, title: str, submit: str, blocks: Sequence[Block], texts: Texts) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": callback,
        "title": mrkdwn.plain(texts(title), mrkdwn.VIEW_TITLE),
        "submit": mrkdwn.plain(texts(submit), 24),
        "close": mrkdwn.plain(texts("form-cancel"), 24),
        "blocks": list(blocks),
    }
