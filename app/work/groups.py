"""The groups of the page, in the order each role needs them."""

from app.models import Role
from app.work.queries import campaigns, milestones, money, projects, records
from app.work.queries.parts import Group

MILESTONES = (milestones.LATE, milestones.THIS_WEEK)
MONEY = (money.TO_PAY, money.TO_SIGN, money.HELD)
CAMPAIGNS = (campaigns.STEPS, campaigns.ANSWERS)
LATER = (milestones.THIS_MONTH,)
ASIDE = (
    campaigns.RESULTS,
    records.DRAFTS,
    records.IMPORTS,
    records.FILES,
    projects.CLOSING,
    projects.UNFOLLOWED,
)
GROUPS = {group.code: group for group in (*MILESTONES, *MONEY, *CAMPAIGNS, *LATER, *ASIDE)}


def main_groups(role: Role) -> tuple[Group, ...]:
    """Whoever runs evaluations sees its campaigns first."""
    return (
        (*CAMPAIGNS, *MILESTONES, *MONEY, *LATER)
        if role is Role.EVALUATEUR
        else (*MILESTONES, *MONEY, *CAMPAIGNS, *LATER)
    )
