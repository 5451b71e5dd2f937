"""What one search reads of each record: words kept by expression indexes, so that nothing is copied anywhere.

A page, an import or a command in the database: the words follow at once, and go with the row. A query must say the very
expression of its index, hence one place for both (function ``search_words`` of migration 0024).
"""

from typing import Any

from sqlalchemy import ColumnElement, Index, func, literal_column
from sqlalchemy.dialects.postgresql import TSVECTOR

from app.models.campaign import Answer, Respondent
from app.models.document import Document, DocumentVersion
from app.models.export import IssuedFile
from app.models.importing import ImportBatch
from app.models.indicator import Indicator
from app.models.investment import Instalment, Investment
from app.models.milestone import Milestone
from app.models.organisation import Organisation
from app.models.partner import Partner
from app.models.project import Project

Words = ColumnElement[Any]
SPACE: ColumnElement[str] = literal_column("' '")
NOTHING: ColumnElement[str] = literal_column("''")


def words_of(*texts: Any) -> Words:
    """The distinct words of these texts: lower case, no accents, cut at anything that is no letter and no digit."""
    joined = texts[0]
    for one in texts[1:]:
        joined = joined.op("||")(SPACE).op("||")(one)
    return func.search_words(joined, type_=TSVECTOR)


def _or_nothing(column: Any) -> Any:
    return func.coalesce(column, NOTHING)


def _indexed(name: str, words: Words, **options: Any) -> Words:
    Index(name, words, postgresql_using="gin", **options)
    return words


PROJECT = _indexed(
    "ix_project_words",
    words_of(Project.code, Project.title, Project.territory_label, Project.summary, Project.need, Project.answer),
)
ORGANISATION = _indexed(
    "ix_organisation_words",
    words_of(
        Organisation.name,
        _or_nothing(Organisation.siren),
        _or_nothing(Organisation.siret),
        _or_nothing(Organisation.rna),
        Organisation.website,
    ),
)
PARTNER = _indexed("ix_partner_words", words_of(Partner.contact_name, Partner.contact_email))
RESPONDENT = _indexed("ix_respondent_words", words_of(Respondent.contact_name, Respondent.contact_email))
MILESTONE = _indexed("ix_milestone_words", words_of(Milestone.title, Milestone.deliverable, Milestone.evidence))
INDICATOR = _indexed("ix_indicator_words", words_of(Indicator.label))
INVESTMENT = _indexed("ix_investment_words", words_of(Investment.copil_number, Investment.purpose))
INSTALMENT = _indexed("ix_instalment_words", words_of(Instalment.label, Instalment.payment_reference))
DOCUMENT = _indexed("ix_document_words", words_of(Document.title, Document.note))
DOCUMENT_FILE = _indexed("ix_document_version_words", words_of(DocumentVersion.file_name))
ANSWER = _indexed("ix_answer_words", words_of(Answer.comment), postgresql_where=literal_column("comment <> ''"))
IMPORT = _indexed("ix_import_batch_words", words_of(ImportBatch.file_name))
ISSUED = _indexed("ix_issued_file_words", words_of(IssuedFile.file_name, IssuedFile.about, IssuedFile.funder))
