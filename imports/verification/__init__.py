"""Is a workbook still the one that was issued? What each of its cells holds, and which changed."""

from imports.verification.comparing import Comparison, compare
from imports.verification.differences import Change, What
from imports.verification.figures import Figures, Value, read_figures

__all__ = ["Change", "Comparison", "Figures", "Value", "What", "compare", "read_figures"]
