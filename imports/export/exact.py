"""A worksheet that keeps numbers to their last digit and says when the result of a formula is a text, even empty."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

Attributes = Sequence[tuple[str, object]]


class ExactWorksheet(Worksheet):  # type: ignore[misc]
    def _xml_number_element(self, number: float, attributes: Attributes = ()) -> None:
        self.fh.write(f"<c{_told(attributes)}><v>{number!r}</v></c>")

    def _xml_formula_element(self, formula: str, result: object, attributes: Attributes = ()) -> None:
        told = dict(attributes)
        if isinstance(result, str):
            told.setdefault("t", "str")
        self.fh.write(
            f"<c{_told(tuple(told.items()))}><f>{self._escape_data(formula)}</f><v>{self._escape_data(result)}</v></c>"
        )


def _told(attributes: Attributes) -> str:
    return "".join(f' {name}="{value}"' for name, value in attributes)
