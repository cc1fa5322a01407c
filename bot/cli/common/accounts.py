"""What became of each filled cell of a file, as a program or a person at the command line reads it."""

from collections.abc import Mapping, Sequence

from bot.cli.common.office import print_table
from bot.reading.filled_sheet import CellSaid, cells_said
from tracker.filled_form.outcomes import Account, Outcome, Why

Plain = Mapping[str, Sequence[Mapping[str, str]]]


def plain_account(found: Account) -> Plain:
    """By outcome the cells: sheet, name ("D9"), what stands there, the form's cell, what we have, why it is not taken."""
    return {outcome.value: [_plain(one) for one in cells_said(found, outcome)] for outcome in Outcome}


def _plain(one: CellSaid) -> dict[str, str]:
    cell = {
        "sheet": one.sheet,
        "at": one.name,
        "says": one.said,
        "cell": one.cell,
        "ours": one.ours,
        "why": why_not_taken(one),
    }
    return {name: value for name, value in cell.items() if value or name in {"sheet", "at", "says"}}


def why_not_taken(one: CellSaid) -> str:
    """The reason, in English; "" for what is simply taken."""
    if one.outcome is Outcome.TAKEN and one.why is Why.CHANGED:
        return f"the form prints {one.ours}"
    if one.outcome is Outcome.TAKEN and one.ours:
        return f"the report is of {one.ours}"
    if one.outcome is Outcome.DIFFERENT:
        return f"differs from {one.ours or 'what follows from the other cells'}"
    return str(one.unread or one.why or "")


def print_account(account: Plain) -> None:
    """One line a cell: what became of it, where it stands, the form's cell, what stands there, why."""
    print_table(
        [
            [outcome, f"{one['sheet']}!{one['at']}", one.get("cell", "-"), one["says"], one.get("why", "-")]
            for outcome, cells in account.items()
            for one in cells
        ]
    )
