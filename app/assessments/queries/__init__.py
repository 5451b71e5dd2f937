"""Reading campaigns, their respondents and their published results."""

from app.assessments.queries.campaigns import (
    CampaignFilters,
    CampaignPage,
    active_partners,
    get_campaign,
    list_campaigns,
    newest_grid,
    project_by_code,
)
from app.assessments.queries.respondents import (
    authors_of,
    campaign_events,
    get_respondent,
    respondent_answers,
    respondent_events,
    respondent_priorities,
    respondents_of,
)
from app.assessments.queries.results import current_result, current_results, results_of

__all__ = [
    "CampaignFilters",
    "CampaignPage",
    "active_partners",
    "authors_of",
    "campaign_events",
    "current_result",
    "current_results",
    "get_campaign",
    "get_respondent",
    "list_campaigns",
    "newest_grid",
    "project_by_code",
    "respondent_answers",
    "respondent_events",
    "respondent_priorities",
    "respondents_of",
    "results_of",
]
