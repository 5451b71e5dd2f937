"""Makes the funder workbook: reads in a fixed number of queries, then writes sheet after sheet, rows as they come."""

from pathlib import Path

from sqlalchemy.orm import Session

from app import clock
from app.errors import Refused
from app.exchanges.funder.book import Book
from app.exchanges.funder.cover import cover_of
from app.exchanges.funder.digest import Digest
from app.exchanges.funder.proofs import DIGEST_ROW
from app.exchanges.funder.record import read_record
from app.exchanges.funder.sheets import proofs_sheet, sheets_of
from app.exchanges.reports.choice import DateStyle, ReportChoice
from app.exchanges.reports.kinds import Made, Progress
from imports.export.container import TooLargeError
from imports.export.sheets import Report
from imports.export.writer import write_report

DATES = {
    DateStyle.FRENCH: "dd/mm/yyyy",
    DateStyle.ENGLISH: "[$-809]d mmmm yyyy",
    DateStyle.ISO: "yyyy-mm-dd",
}

TOO_MANY = "Choisissez moins de projets, par exemple une région ou une période, ou moins de feuilles."


def make_workbook(session: Session, choice: ReportChoice, author: str, out: Path, progress: Progress) -> Made:
    """`out` holds the workbook; its digest is the one written in « Preuves »."""
    record = read_record(session, choice, clock.today())
    digest = Digest()
    try:
        write_report(funder_report(session, Book(record), author, digest, progress), out)
    except TooLargeError as fault:
        raise Refused(f"{fault} {TOO_MANY}") from fault
    progress(record.steps, record.steps)
    return Made(len(record.projects), digest.text)


def funder_report(session: Session, book: Book, author: str, digest: Digest, progress: Progress) -> Report:
    choice = book.record.choice
    sheets = list(sheets_of(session, book, digest, progress))
    sheets.append(proofs_sheet(session, book, author, digest))
    at = book.tables["Preuves"].letters["Valeur"]
    return Report(
        cover_of(session, book, author),
        sheets,
        choice.as_of,
        names={"empreinte": f"Preuves!${at}${DIGEST_ROW}"},
        accessible=choice.accessible,
        date_format=DATES[choice.dates],
    )
