"""The project's own fields as a row would leave them, compared with those recorded."""

from dataclasses import fields
from operator import attrgetter

from imports.projects.columns import FollowUpColumns
from imports.projects.compare import changes_between, kept, kept_text
from imports.projects.existing import ExistingProject
from imports.projects.planned import FieldChange, ProjectValues, Shown
from imports.projects.rows import ProjectRow
from imports.vocabulary import Vocabulary

ALL = attrgetter(*(each.name for each in fields(ProjectValues)))


def values_of(row: ProjectRow, known: ExistingProject | None) -> ProjectValues:
    """An empty cell keeps what is recorded."""
    return ProjectValues(
        title=kept_text(row.title, known.title if known else ""),
        territory_label=kept_text(row.territory_label, known.territory_label if known else ""),
        region_code=kept(row.region_code, known.region_code if known else None),
        domain_codes=_kept_codes(row.domain_codes, known.domain_codes if known else ()),
        category_code=kept(row.category_code, known.category_code if known else None),
        starts_on=kept(row.starts_on, known.starts_on if known else None),
        ends_on=kept(row.ends_on, known.ends_on if known else None),
        status=known.status if known and known.status in row.statuses else row.status,
        referent_id=kept(row.referent_id, known.referent_id if known else None),
    )


def _kept_codes(said: tuple[str, ...], recorded: tuple[str, ...]) -> tuple[str, ...]:
    """A list that says the same thing in another order is the recorded one."""
    return recorded if not said or set(said) == set(recorded) else said


def changes_of(
    known: ExistingProject | None, values: ProjectValues, columns: FollowUpColumns, vocabulary: Vocabulary
) -> tuple[FieldChange, ...]:
    """Most rows of a workbook that comes back say what is recorded: they are told no further."""
    if known is not None and ALL(known) == ALL(values):
        return ()
    return tuple(changes_between(_shown(known, columns, vocabulary), _shown(values, columns, vocabulary)))


def _shown(project: ProjectValues | ExistingProject | None, columns: FollowUpColumns, vocabulary: Vocabulary) -> Shown:
    """The project's own fields under the words people know, ready to be compared and told."""
    if project is None:
        return {}
    regions, categories = vocabulary.regions.labels, vocabulary.categories.labels
    domains, statuses = vocabulary.domains.labels, vocabulary.statuses.labels
    return {
        columns.title.header: project.title,
        columns.territory.header: project.territory_label,
        columns.region.header: regions.get(project.region_code or "", project.region_code),
        columns.domains.header: tuple(sorted(domains.get(code, code) for code in project.domain_codes)),
        columns.category.header: categories.get(project.category_code or "", project.category_code),
        columns.start.header: project.starts_on,
        columns.end.header: project.ends_on,
        columns.status.header: statuses.get(project.status, project.status),
        columns.referent.header: _referent(project, vocabulary),
    }


def _referent(project: ProjectValues | ExistingProject, vocabulary: Vocabulary) -> str | None:
    """Whose account is closed since is still named."""
    recorded = project.referent if isinstance(project, ExistingProject) else None
    return vocabulary.referents.labels.get(str(project.referent_id), recorded)
