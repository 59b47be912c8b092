"""Help."""

from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import Request
from handlers.mrkdwn import Message
from handlers.views.help import all_verbs, one_verb


async def show(request: Request, context: Context) -> Message:
    """All commands, or one of them with its filters and examples."""
    verb = request.args.get("verb")
    if verb is None:
        return all_verbs(context.built, context.texts)
    if verb not in context.built:
        raise UserError("error-not-built")
    return one_verb(verb, context.texts)
