"""Who was invited, who answered, how far, since when: for one campaign and for the whole portfolio."""

from app.followup.queries.campaign import respondent_ids
from app.followup.queries.choices import FollowUpChoices, read_choices
from app.followup.queries.facts import AnswersOf, Facts, read_facts
from app.followup.queries.portfolio import FollowUpPage, read_follow_up, silent_ids
from app.followup.queries.states import FollowUpFilter
from app.followup.queries.totals import Totals, follow_up_totals

__all__ = [
    "AnswersOf",
    "Facts",
    "FollowUpChoices",
    "FollowUpFilter",
    "FollowUpPage",
    "Totals",
    "follow_up_totals",
    "read_choices",
    "read_facts",
    "read_follow_up",
    "respondent_ids",
    "silent_ids",
]
