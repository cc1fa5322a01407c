"""What follows from something that never changes: worked out once, and kept as long as that is."""

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


class Unchanging:
    """Something that never changes once it is made."""

    @cached_property
    def _worked_out(self) -> dict[Hashable, Any]:
        return {}

    def once(self, how: Callable[Concatenate[Self, _Given], _Result], *given: _Given.args, **named: _Given.kwargs) -> _Result:
        """What `how(self, *given)` gives, which nobody changes; it rests on these alone."""
        key = (how, given, tuple(named.items()))
        if key not in self._worked_out:
            self._worked_out[key] = how(self, *given, **named)
        found: _Result = self._worked_out[key]
        return found
