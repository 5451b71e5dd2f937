"""All tables, one file per family. Import records from here."""

from app.models.base import Base
from app.models.campaign import (
    Answer,
    Campaign,
    CampaignEvent,
    CampaignStatus,
    GridVersion,
    Moment,
    Reading,
    Respondent,
    RespondentEvent,
    RespondentPriority,
)
from app.models.draft import RegistrationDraft
from app.models.grid_draft import GridDraft
from app.models.indicator import Indicator, Measurement
from app.models.investment import (
    Allocation,
    Cofinancing,
    CofinancingKind,
    Instalment,
    InstalmentStatus,
    Investment,
)
from app.models.invitation import Invitation, InvitationPurpose, InvitationToken, RespondentSession
from app.models.letter import CampaignReminder, Letter, LetterKind
from app.models.lists import (
    EDITABLE_LISTS,
    CommonObjective,
    Domain,
    Engineering,
    InnovationPhase,
    ListValue,
    MilestoneKind,
    PartnerRole,
    PartnershipCategory,
    PartnershipMode,
    Pillar,
    Profile,
    Region,
    Scale,
    SustainableGoal,
)
from app.models.merge import OrganisationDistinction, OrganisationMerge
from app.models.milestone import Milestone
from app.models.offline import OfflineGrid
from app.models.organisation import Organisation
from app.models.partner import Partner
from app.models.programme import Programme
from app.models.project import (
    BACKWARD_MOVES,
    FORWARD_MOVES,
    STATUS_ORDER,
    Project,
    ProjectStatus,
    StatusMove,
    project_domain,
    project_goal,
    project_territory,
)
from app.models.result import AxisResult, Result
from app.models.territory import Territory, TerritoryKind
from app.models.user import (
    ApiToken,
    InstallationFact,
    Role,
    SignInAttempt,
    SignInLink,
    SubmittedForm,
    User,
    UserSession,
)

__all__ = [
    "BACKWARD_MOVES",
    "EDITABLE_LISTS",
    "FORWARD_MOVES",
    "STATUS_ORDER",
    "Allocation",
    "Answer",
    "ApiToken",
    "AxisResult",
    "Base",
    "Campaign",
    "CampaignEvent",
    "CampaignReminder",
    "CampaignStatus",
    "Cofinancing",
    "CofinancingKind",
    "CommonObjective",
    "Domain",
    "Engineering",
    "GridDraft",
    "GridVersion",
    "Indicator",
    "InnovationPhase",
    "InstallationFact",
    "Instalment",
    "InstalmentStatus",
    "Investment",
    "Invitation",
    "InvitationPurpose",
    "InvitationToken",
    "Letter",
    "LetterKind",
    "ListValue",
    "Measurement",
    "Milestone",
    "MilestoneKind",
    "Moment",
    "OfflineGrid",
    "Organisation",
    "OrganisationDistinction",
    "OrganisationMerge",
    "Partner",
    "PartnerRole",
    "PartnershipCategory",
    "PartnershipMode",
    "Pillar",
    "Profile",
    "Programme",
    "Project",
    "ProjectStatus",
    "Reading",
    "Region",
    "RegistrationDraft",
    "Respondent",
    "RespondentEvent",
    "RespondentPriority",
    "RespondentSession",
    "Result",
    "Role",
    "Scale",
    "SignInAttempt",
    "SignInLink",
    "StatusMove",
    "SubmittedForm",
    "SustainableGoal",
    "Territory",
    "TerritoryKind",
    "User",
    "UserSession",
    "project_domain",
    "project_goal",
    "project_territory",
]
