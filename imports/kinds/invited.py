"""Which campaign an answer belongs to, and which of its respondents gave it."""

from collections.abc import Hashable, Sequence

from app.models import CampaignStatus, Moment
from imports.kinds.bearers import bearers
from imports.kinds.common import project_id
from imports.kinds.kind import Decided, ReadRow
from imports.records.entity import Entity, Records, Values

NOT_INVITED = "une organisation invitée à cette campagne, par son nom ou son SIREN"
NAMESAKES = "le SIREN, car plusieurs organisations de ce nom sont invitées à cette campagne"
SUBMITTED = (
    "une grille qui n’est pas soumise\u202f; celle-ci l’est, et se rouvre, avec un motif, sur la page de la campagne"
)


def by_moment(values: Values) -> Hashable:
    return values["project_id"], values["moment"]


def by_invitation(values: Values) -> Hashable:
    return values["campaign_id"], values["organisation_id"]


def campaign_of(row: ReadRow, records: Records) -> Entity | None:
    """The campaign of that moment, told by its day where there are several; none once the row has been refused."""
    project = project_id(row, records)
    if project is None:
        return None
    held = list(records.matching("campaign", by_moment, (project, row["moment"])))
    meant = [each for each in held if row["held_on"] in (None, each["held_on"])]
    if len(meant) == 1:
        return meant[0]
    _refuse_campaign(row, held, meant)
    return None


def _refuse_campaign(row: ReadRow, held: Sequence[Entity], meant: Sequence[Entity]) -> None:
    label = Moment(row["moment"]).label
    days = ", ".join(f"{each['held_on']:%d/%m/%Y}" for each in held)
    if not held:
        row.refuse("moment", f"le moment d’une campagne de ce projet\u202f; il n’en a pas «\u00a0{label}\u00a0»")
    elif not meant:
        row.refuse("held_on", f"la date d’une campagne «\u00a0{label}\u00a0» de ce projet\u00a0: {days}")
    elif row["held_on"]:
        row.refuse("held_on", f"une réponse à saisir sur le site, car plusieurs campagnes ont cette date\u00a0: {days}")
    else:
        row.refuse(
            "held_on", f"la date de la campagne, car ce projet en a plusieurs «\u00a0{label}\u00a0»\u00a0: {days}"
        )


def respondent_of(row: ReadRow, campaign: Entity, records: Records) -> Entity | None:
    named = (
        records.find("respondent", by_invitation, (campaign.id, organisation.id))
        for organisation in bearers(row["organisation"], records)
    )
    invited = {each.id: each for each in named if each is not None}
    if len(invited) == 1:
        return next(iter(invited.values()))
    row.refuse("organisation", NAMESAKES if invited else NOT_INVITED)
    return None


def check_open(decided: Decided, records: Records) -> None:
    """Answers change while their campaign is open and their grid is not submitted; the same ones may come back."""
    respondent = records.get("respondent", decided.after["respondent_id"])
    campaign = records.get("campaign", respondent["campaign_id"]) if respondent else None
    if respondent is None or campaign is None:
        return
    status = CampaignStatus(campaign["status"])
    if status is not CampaignStatus.OPEN:
        decided.row.refuse("moment", f"une campagne ouverte\u202f; celle-ci est {status.label}")
    elif respondent["submitted_at"] is not None:
        decided.row.refuse("organisation", SUBMITTED)
