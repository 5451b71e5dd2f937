"""The template of the follow-up workbook: its three sheets, as the records would fill them."""

from collections.abc import Iterator
from typing import Any

from imports.projects.columns import (
    FOLLOW_UP_TITLES,
    INSTALMENT_TITLES,
    MILESTONE_TITLES,
    follow_up_columns,
    instalment_columns,
    milestone_columns,
)
from imports.projects.existing import Existing, ExistingProject
from imports.projects.retold import Cells, Retold, told_instalments
from imports.stale import fingerprint_of
from imports.templates.sheets import Row, TemplateSheet
from imports.vocabulary import Vocabulary

TOLD = 5
NOBODY = Existing()


def follow_up_sheets(vocabulary: Vocabulary, existing: Existing = NOBODY) -> tuple[TemplateSheet, ...]:
    retold = Retold(existing)
    projects = [each for each in _in_order(existing) if retold.may_be_told(each)]
    paid = (_row(retold.instalment(p, each), each) for p in projects for each in told_instalments(p))
    planned = (_row(retold.milestone(p, each), each) for p in projects for each in _milestones(p))
    return (
        TemplateSheet(
            FOLLOW_UP_TITLES[0],
            follow_up_columns(vocabulary).own(),
            [{**_row(retold.project(project), project), **_referent(project, vocabulary)} for project in projects],
        ),
        TemplateSheet(INSTALMENT_TITLES[0], instalment_columns().own(), list(paid)),
        TemplateSheet(MILESTONE_TITLES[0], milestone_columns(vocabulary).own(), list(planned)),
    )


def _referent(project: ExistingProject, vocabulary: Vocabulary) -> Row:
    """Empty where the account is closed: the cell would name nobody who may follow a project."""
    is_open = str(project.referent_id) in vocabulary.referents.labels
    return {"referent_id": project.referent_id if is_open else None}


def left_out(existing: Existing) -> list[str]:
    """The projects that a row of this workbook cannot say without being read as something else."""
    retold = Retold(existing)
    codes = [each.code for each in _in_order(existing) if not retold.may_be_told(each)]
    if not codes:
        return []
    more = f" et {len(codes) - TOLD} autres" if len(codes) > TOLD else ""
    return [
        "Une ligne de suivi dit un porteur, que son nom ou son SIRET désigne seul, et un investissement avec sa date "
        f"de COPIL dès «\u00a0Validé\u00a0». Ne peuvent donc pas y être écrits\u00a0: {', '.join(codes[:TOLD])}{more}."
    ]


def _in_order(existing: Existing) -> Iterator[ExistingProject]:
    yield from sorted(existing.projects, key=lambda project: project.code)


def _milestones(project: ExistingProject) -> list[Any]:
    return sorted(project.milestones, key=lambda each: (each.due_on, each.id))


def _row(cells: Cells, record: Any) -> Row:
    return cells | {"id": record.id, "seen": fingerprint_of(cells)}
