"""Cells of the sheet to values; a `ValueError` is told at its row and field."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from import_export.widgets import CharWidget, DateWidget, DecimalWidget
from stdnum.exceptions import ValidationError
from stdnum.fr import siret


class LabelWidget(CharWidget):
    """A word of a list, kept by its code."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        super().__init__()
        self.labels = labels
        self.codes = {label: code for code, label in labels.items()}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str | None:
        if not value:
            return None
        if value not in self.codes:
            raise ValueError(f"« {value} » n’est pas dans la liste.")
        return self.codes[value]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return self.labels.get(value, "")


class DayWidget(DateWidget):
    """openpyxl gives a moment; its day is wanted."""

    def __init__(self) -> None:
        super().__init__(format="%d/%m/%Y")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        return value.date() if isinstance(value, datetime) else super().clean(value, row, **kwargs)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return f"{value:%d/%m/%Y}" if value else ""


class EurosWidget(DecimalWidget):
    """The library's own lets `InvalidOperation` through, which it tells without its field."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        if value in (None, ""):
            return None
        try:
            return Decimal(str(value)).quantize(Decimal("0.01"))
        except InvalidOperation as error:
            raise ValueError("Un montant en euros.") from error

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class SiretWidget(CharWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str | None:
        if not value:
            return None
        try:
            return str(siret.validate(str(value)))
        except ValidationError as error:
            raise ValueError("14 chiffres dont la clé est juste.") from error
