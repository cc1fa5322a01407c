"""Commands that are imported when they are run: to print their names must not take the time to load the bot."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group


@dataclass(frozen=True)
class Deferred:
    """A command or a group of commands: what it is called, where it is ("module:object"), and what it is for."""

    name: str
    place: str
    help: str

    def load(self) -> Any:
        """Import it, as Typer runs it."""
        module, _, attribute = self.place.partition(":")
        found = getattr(import_module(module), attribute)
        if isinstance(found, typer.Typer):
            loaded: Any = get_group(found)
        else:
            alone = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
            alone.command(self.name)(found)
            loaded = get_command(alone)
        loaded.name, loaded.help = self.name, self.help
        return loaded


class LazyGroup(TyperGroup):
    """Lists the commands of its subclass by what is said of them here, and imports the one that is run."""

    named: Sequence[Deferred] = ()

    def __init__(self, **fields: Any) -> None:
        super().__init__(**fields)
        self.commands = {one.name: TyperCommand(one.name, help=one.help) for one in self.named}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments name, imported; raises UsageError if there is none."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, self.loaded(str(name)), rest

    def loaded(self, name: str) -> Any:
        """The command itself."""
        return next(one for one in self.named if one.name == name).load()
