"""Something that the desk is about to do: what was said of it so far, kept in the desk's place."""

from dataclasses import dataclass, fields, replace
from typing import Any, Self


@dataclass(frozen=True)
class Drafted:
    """Every field is JSON, a tuple as a list; `asks` is the part that is asked again."""

    asks: str = ""

    @classmethod
    def held(cls, held: dict[str, Any]) -> Self:
        """As it was kept."""
        kept: dict[str, Any] = {field.name: held[field.name] for field in fields(cls) if field.name in held}
        return cls(**kept | {name: tuple(value) for name, value in kept.items() if isinstance(value, list)})

    def kept(self) -> dict[str, Any]:
        """To be kept."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items() if value}

    def again(self, part: str) -> Self:
        """With this part asked again; what is known of it stays until it is answered."""
        return replace(self, asks=part)

    def said(self, **what: Any) -> Self:
        """With this said of it, which answers the question."""
        return replace(self, asks="", **what)
