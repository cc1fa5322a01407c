"""The action that shows whom to call: offered wherever somebody cannot be reached."""

from bot.messages.actions import Action, Right

PEOPLE = Action("people", right=Right.DESK, lasts=True)
