"""What is found on the way from cells to a plan: faults, the projects they refuse, and remarks that stop nothing."""

from dataclasses import dataclass, field

from imports.faults import Fault, Note


@dataclass
class Findings:
    faults: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    refused_codes: set[str] = field(default_factory=set)

    def refuse(self, code: str | None, *faults: Fault) -> None:
        """Keeps the faults; the project of that code, when there is one, cannot be imported."""
        self.faults.extend(faults)
        if code and faults:
            self.refused_codes.add(code)

    def note(self, sheet: str, cell: str, sentence: str) -> None:
        self.notes.append(Note(sheet, cell, sentence))

    def copy(self) -> "Findings":
        return Findings(list(self.faults), list(self.notes), set(self.refused_codes))
