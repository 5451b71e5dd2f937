"""Named cells and ranges."""

from xlsxwriter import Workbook


def define(workbook: Workbook, name: str, target: str) -> None:
    """`target` as « 'Synthèse'!$B$5 ». A name that Excel would refuse is a mistake of ours."""
    if workbook.define_name(name, f"={target}"):
        raise ValueError(f"{name!r} cannot name a cell")


def quoted(title: str) -> str:
    """The title of a sheet, as formulas write it."""
    return "'" + title.replace("'", "''") + "'"


def column_of(table: str, header: str) -> str:
    """The cells of a column of a table, as formulas write them."""
    for sign in "'#[]@":
        header = header.replace(sign, f"'{sign}")
    return f"{table}[{header}]"
