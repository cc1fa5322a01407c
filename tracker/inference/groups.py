"""Which rows are asked together, under which row's label."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.forms.row import Kind
from tracker.inference.kinds import Reading
from tracker.inference.rates import RowFormula
from tracker.inference.tree import Node, Tree
from tracker.kernel.names import fold

MOST_TOGETHER = 8  # rows that one question may ask for


@dataclass(frozen=True)
class Groups:
    """Sorts rows by what is asked with them."""

    tree: Tree
    read: Mapping[str, Reading]
    formulas: Mapping[str, RowFormula]

    def asked_under(self, node: Node) -> str:
        """The key of the row under whose label this one is asked; "" for a row that nobody types."""
        if not self._typed(node):
            return node.key if self._takes_none(node) else ""
        return self._group(node)

    def _typed(self, node: Node) -> bool:
        computed = self.formulas.get(node.key)
        return self.read[node.key].kind not in {Kind.SECTION, Kind.HEADING} and not (computed and computed.of)

    def _group(self, node: Node) -> str:
        above = self.tree.above(node)
        if above is None:
            return node.key
        kind = self.read[above.key].kind
        if node.lettered and kind is not Kind.HEADING:
            return self._part(above)
        if self._typed(node) and self.tree.parts(node.key):
            return node.key
        if kind is Kind.SECTION:
            return self._in_section(node, above)
        if kind is Kind.HEADING:
            return self._in_heading(above)
        return above.key if not self._typed(above) else self._group(above)

    def _part(self, above: Node) -> str:
        """A row without a number, under a row that is no heading."""
        if self._typed(above):
            return above.key
        among = any(fold(part.row.stt).startswith("trong do") for part in self.tree.parts(above.key))
        is_rate = self.read[above.key].kind is Kind.RATE
        if is_rate and (among or self._size(self._around(above)) > MOST_TOGETHER):
            return above.key
        return self._group_of_computed(above)

    def _group_of_computed(self, node: Node) -> str:
        above = self.tree.above(node)
        if above is None:
            return node.key
        if self.read[above.key].kind is Kind.HEADING:
            return self._in_heading(above)
        return node.key if self.read[above.key].kind is Kind.SECTION else self._group(above)

    def _in_heading(self, heading: Node) -> str:
        """Under the heading, or with the whole part where that is short and begins with rows of its own."""
        above = self.tree.above(heading)
        if above and self.read[above.key].kind is Kind.SECTION and self._size(above) <= MOST_TOGETHER:
            run = self._run(self.tree.children(above.key)[0], above)
            if len(run) > 1:
                return above.key
        return heading.key

    def _in_section(self, node: Node, section: Node) -> str:
        """Rows that stand side by side directly in a part of the form: together; one alone: by itself."""
        run = self._run(node, section)
        if len(run) == 1:
            return node.key
        return section.key if run[0] is self.tree.children(section.key)[0] else run[0].key

    def _run(self, node: Node, section: Node) -> list[Node]:
        run: list[Node] = []
        for sibling in self.tree.children(section.key):
            if self._typed(sibling) and not self.tree.parts(sibling.key):
                run.append(sibling)
            elif node in run:
                break
            else:
                run = []
        return run if node in run else []

    def _around(self, node: Node) -> Node:
        return next((up for up in self.tree.ancestors(node) if self.read[up.key].kind in {Kind.HEADING, Kind.SECTION}), node)

    def _size(self, node: Node) -> int:
        return sum(self._typed(below) for below in self.tree.descendants(node.key))

    def _takes_none(self, node: Node) -> bool:
        """Whether a filled sheet has a 0 on this heading and nothing under it."""
        if self.read[node.key].kind is not Kind.HEADING or node.row.figure is None or str(node.row.figure).strip("0"):
            return False
        return all(below.row.figure is None for below in self.tree.descendants(node.key))
