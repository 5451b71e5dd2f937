"""The follow-up workbook of the portfolio: `gather` reads its cells, `plan` compares them with what is recorded.

Both are pure. The database fills `Existing`, and applies the `Plan` all or nothing.
"""

from imports.projects.existing import (
    Existing,
    ExistingInstalment,
    ExistingInvestment,
    ExistingMilestone,
    ExistingOrganisation,
    ExistingPartner,
    ExistingProject,
)
from imports.projects.gather import gather
from imports.projects.plan import plan
from imports.projects.planned import (
    FieldChange,
    Plan,
    PlannedInstalment,
    PlannedInvestment,
    PlannedMilestone,
    PlannedOrganisation,
    PlannedPartner,
    PlannedProject,
    ProjectValues,
    State,
)
from imports.projects.rows import Gathered, InstalmentRow, MilestoneRow, ProjectRow

__all__ = [
    "Existing",
    "ExistingInstalment",
    "ExistingInvestment",
    "ExistingMilestone",
    "ExistingOrganisation",
    "ExistingPartner",
    "ExistingProject",
    "FieldChange",
    "Gathered",
    "InstalmentRow",
    "MilestoneRow",
    "Plan",
    "PlannedInstalment",
    "PlannedInvestment",
    "PlannedMilestone",
    "PlannedOrganisation",
    "PlannedPartner",
    "PlannedProject",
    "ProjectRow",
    "ProjectValues",
    "State",
    "gather",
    "plan",
]
