"""The form of a watch: what, which moves, where, whom to notify; and what it would have told."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from handlers import mrkdwn
from handlers.grammar import vocabulary
from handlers.grammar.expression import filters_text
from handlers.mrkdwn import Block
from handlers.texts import Texts
from handlers.views.queries import label
from handlers.views.watches import Made, backtest_lines, made_message
from storage.backtest import Backtest
from storage.criteria import Clause, Filters, Query
from storage.models import Watch
from storage.watches import criteria

CALLBACK = "watch_form"
ENTITY, TYPES, LEVEL, CONF, PLACE, ME, PING = "entity", "types", "level", "conf", "place", "me", "ping"
KEEP = "keep"
"""Value of the entity that stands for a query no single choice can show (a corridor, a post): it is kept as it is."""

_TYPES = ("join", "leave", "return", "found", "promote", "board", "poach")
_LEVELS = ("founder", "c", "vp", "dir", "ic")
_CONFS = ("0.3", "0.6", "0.85")
_ONE_CHOICE = {"company", "person", "text", "list", "sector"}
_PINGS = 10


@dataclass(frozen=True, slots=True)
class Form:
    """What the form is opened with.

    Attributes:
        watch: the watch that is edited, or None for a new one.
        here: the channel where it was opened; empty in App Home, which then shows the change.
    """

    watch: Watch | None = None
    here: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody put into the form; ``entity`` is ``kind:key`` with the label it was shown under."""

    entity: str = ""
    entity_label: str = ""
    types: tuple[str, ...] = ()
    level: str = ""
    conf: float = 0.0
    channel_id: str = ""
    me: bool = False
    ping: tuple[str, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)


def form_view(form: Form, past: Backtest | None, texts: Texts) -> dict[str, Any]:
    """The modal, prefilled where a watch is edited."""
    meta = {"watch": form.watch.number if form.watch else 0, "home": not form.here}
    return _view(texts, _blocks(form, past, texts), json.dumps(meta))


def with_backtest(view: Mapping[str, Any], past: Backtest | None, texts: Texts) -> dict[str, Any]:
    """The open form with a fresh count; what was put in stays because its blocks keep their ids."""
    kept = [block for block in view["blocks"] if block.get("block_id") != "past"]
    return _view(texts, [*kept, *_past(past, texts)], view["private_metadata"])


def done_view(made: Made, texts: Texts) -> dict[str, Any]:
    """What is shown in place of the form when the watch is stored."""
    blocks = [block for block in made_message(made, texts).get("blocks", []) if block["type"] != "actions"]
    title = mrkdwn.plain(texts("form-title"), mrkdwn.VIEW_TITLE)
    return {"type": "modal", "title": title, "close": mrkdwn.plain(texts("form-close"), 24), "blocks": blocks}


def _view(texts: Texts, blocks: Sequence[Block], meta: str) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": mrkdwn.plain(texts("form-title"), mrkdwn.VIEW_TITLE),
        "submit": mrkdwn.plain(texts("form-submit"), 24),
        "close": mrkdwn.plain(texts("form-cancel"), 24),
        "private_metadata": meta,
        "blocks": list(blocks),
    }


def _blocks(form: Form, past: Backtest | None, texts: Texts) -> list[Block]:
    asked = criteria(form.watch) if form.watch else None
    query, filters = (asked.query, asked.filters) if asked else (None, Filters())
    others = filters_text(other_filters(filters))
    return [
        _input(ENTITY, texts("form-entity"), _entity(query, texts), hint=texts("form-entity-hint"), acts=True),
        _input(TYPES, texts("form-types"), _types(filters, texts), optional=True, acts=True),
        _input(LEVEL, texts("form-level"), _levels(filters, texts), optional=True, acts=True),
        _input(CONF, texts("form-conf"), _confs(filters, texts), optional=True, acts=True),
        *([mrkdwn.context(texts("form-others", filters=mrkdwn.escape(others, 500)))] if others else []),
        _input(PLACE, texts("form-place"), _place(form), optional=True),
        _input(ME, texts("form-me-label"), _me(form, texts), optional=True),
        _input(PING, texts("form-ping"), _ping(form.watch), optional=True),
        *_past(past, texts),
    ]


def other_filters(filters: Filters) -> Filters:
    """The filters that have no field in the form; editing keeps them."""
    kept = tuple(clause for clause in filters.clauses if not _in_form(clause))
    return replace(filters, clauses=kept, conf=0.0)


def _in_form(clause: Clause) -> bool:
    one_level = clause.key == "level" and len(clause.values) == 1
    return not clause.negated and (clause.key == "type" or one_level)


def _input(block_id: str, said: str, element: Block, *, optional: bool = False, acts: bool = False, hint: str = "") -> Block:
    made: Block = {
        "type": "input",
        "block_id": block_id,
        "label": mrkdwn.plain(said, 2000),
        "element": {**element, "action_id": f"watch_{block_id}"},
        "optional": optional,
        "dispatch_action": acts,
    }
    return made | ({"hint": mrkdwn.plain(hint, 2000)} if hint else {})


def _entity(query: Query | None, texts: Texts) -> Block:
    hint = mrkdwn.plain(texts("form-entity-type"), 150)
    made: Block = {"type": "external_select", "min_query_length": 1, "placeholder": hint}
    return made | ({"initial_option": entity_option(query, texts)} if query else {})


def entity_option(query: Query, texts: Texts) -> Block:
    """A choice of the entity field; its value is ``kind:key``, or `KEEP`."""
    value = f"{query.kind}:{query.key}" if query.kind in _ONE_CHOICE else KEEP
    if len(value) > 150:  # noqa: PLR2004 - Slack's limit for the value of an option
        value = KEEP
    shown = label(query, texts).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    return {"text": mrkdwn.plain(shown, mrkdwn.OPTION), "value": value}


def _options(key: str, values: Sequence[str], texts: Texts) -> list[Block]:
    return [{"text": mrkdwn.plain(texts(f"form-{key}-{_name(value)}"), mrkdwn.OPTION), "value": value} for value in values]


def _name(value: str) -> str:
    return vocabulary.primary("en", "values", value, "conf") if value in _CONFS else value


def _types(filters: Filters, texts: Texts) -> Block:
    chosen = {value for clause in filters.clauses if clause.key == "type" and not clause.negated for value in clause.values}
    return _prefilled({"type": "checkboxes", "options": _options("type", _TYPES, texts)}, "initial_options", chosen)


def _levels(filters: Filters, texts: Texts) -> Block:
    chosen = {clause.values[0] for clause in filters.clauses if clause.key == "level" and _in_form(clause)}
    made = {"type": "static_select", "options": _options("level", _LEVELS, texts)}
    return _prefilled({**made, "placeholder": mrkdwn.plain(texts("form-any"), 150)}, "initial_option", chosen)


def _confs(filters: Filters, texts: Texts) -> Block:
    chosen = {value for value in _CONFS if filters.conf and float(value) == filters.conf}
    options = _options("conf", _CONFS, texts)
    if filters.conf and not chosen:
        chosen = {f"{filters.conf:g}"}
        options.append({"text": mrkdwn.plain(f"{filters.conf:g}", mrkdwn.OPTION), "value": f"{filters.conf:g}"})
    made = {"type": "static_select", "options": options, "placeholder": mrkdwn.plain(texts("form-any"), 150)}
    return _prefilled(made, "initial_option", chosen)


def _prefilled(element: Block, key: str, chosen: set[str]) -> Block:
    found = [option for option in element["options"] if option["value"] in chosen]
    if not found:
        return element
    return {**element, key: found if key == "initial_options" else found[0]}


def _place(form: Form) -> Block:
    made: Block = {"type": "conversations_select", "filter": {"include": ["public", "private"], "exclude_bot_users": True}}
    if form.watch is None:
        made["default_to_current_conversation"] = True
    chosen = form.watch.channel_id if form.watch else form.here
    return made if not chosen or _is_person(chosen) else {**made, "initial_conversation": chosen}


def _is_person(channel_id: str) -> bool:
    return channel_id.startswith(("U", "W", "D"))


def _me(form: Form, texts: Texts) -> Block:
    options = [{"text": mrkdwn.plain(texts("form-me"), mrkdwn.OPTION), "value": "me"}]
    mine = _is_person(form.watch.channel_id if form.watch else form.here)
    return {"type": "checkboxes", "options": options} | ({"initial_options": options} if mine else {})


def _ping(watch: Watch | None) -> Block:
    users = [ping[2:-1] for ping in (watch.ping if watch else ()) if ping.startswith("<@")][:_PINGS]
    return {"type": "multi_users_select", "max_selected_items": _PINGS} | ({"initial_users": users} if users else {})


def _past(past: Backtest | None, texts: Texts) -> list[Block]:
    if past is None:
        return [{**mrkdwn.context(texts("form-no-past")), "block_id": "past"}]
    return [{**mrkdwn.section("\n".join(backtest_lines(past, texts, recent=5))), "block_id": "past"}]


def filled(view: Mapping[str, Any]) -> Filled:
    """What was put into a form that Slack sends back."""
    values: dict[str, dict[str, Any]] = {
        block: next(iter(fields.values()), {}) for block, fields in view["state"]["values"].items()
    }
    entity = values.get(ENTITY, {}).get("selected_option") or {}
    level = values.get(LEVEL, {}).get("selected_option") or {}
    conf = values.get(CONF, {}).get("selected_option") or {}
    return Filled(
        entity=entity.get("value", ""),
        entity_label=entity.get("text", {}).get("text", ""),
        types=tuple(option["value"] for option in values.get(TYPES, {}).get("selected_options") or ()),
        level=level.get("value", ""),
        conf=float(conf.get("value") or 0),
        channel_id=values.get(PLACE, {}).get("selected_conversation") or "",
        me=bool(values.get(ME, {}).get("selected_options")),
        ping=tuple(f"<@{user}>" for user in values.get(PING, {}).get("selected_users") or ()),
        meta=json.loads(view.get("private_metadata") or "{}"),
    )
