"""What Excel is known to refuse in a workbook, or to repair with a message: rules read in its XML (ECMA-376).

Excel itself is not at hand: `faults_of` is the next best proof. One sentence a fault; none, and it opens.
"""

from collections.abc import Callable, Iterator

from tests.support.excel import cells, formulas, inserts, names, package, styles, tables
from tests.support.excel.book import Book

Rule = Callable[[Book], Iterator[str]]
RULES: tuple[Rule, ...] = (
    *package.RULES, *names.RULES, *styles.RULES, *cells.RULES, *formulas.RULES, *tables.RULES, *inserts.RULES,
)  # fmt: skip


def faults_of(content: bytes) -> list[str]:
    """A part that is no XML says it alone: the other rules could not read it."""
    book = Book(content)
    broken = [f"{name}: {fault}" for name, fault in book.broken.items()]
    return broken or [fault for rule in RULES for fault in rule(book)]
