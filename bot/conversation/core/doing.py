"""What each action does: bound to it where it is written."""

from collections.abc import Callable

from bot.conversation.core.next import Next
from bot.conversation.core.turn import Turn
from bot.errors.rights import NotTheDesk
from bot.messages.actions import ACTIONS, Action, Right
from tracker.office.officers import Role, is_desk

Do = Callable[[Turn, str], Next]
_DOES: dict[str, Do] = {}


def does(action: Action) -> Callable[[Do], Do]:
    """Bind a function to what it does; what follows the action's name in a button, or its words, is its second argument."""

    def bind(do: Do) -> Do:
        if action.name in _DOES:
            raise ValueError(action.name)
        _DOES[action.name] = do
        return do

    return bind


def do(turn: Turn, action: Action, about: str) -> Next:
    """Do it; raises NotTheDesk for whom it is not."""
    if (action.right is Right.DESK and not is_desk(turn.officer)) or (
        action.right is Right.ADMIN and turn.officer.role != Role.ADMIN
    ):
        raise NotTheDesk
    return _DOES[action.name](turn, about)


def undone() -> set[str]:
    """The actions that are defined and do nothing; there must be none."""
    return ACTIONS.keys() - _DOES.keys()
