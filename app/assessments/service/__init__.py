"""The verbs of a campaign: open, answer, submit, close, publish, correct."""

from app.assessments.service.answers import AnswerConflict, Saved, save_answer, save_answers, set_priority
from app.assessments.service.campaigns import (
    close_campaign,
    extend_campaign,
    open_campaign,
    reopen_campaign,
    start_campaign,
    update_dates,
)
from app.assessments.service.grids import reopen, submit
from app.assessments.service.publication import publish
from app.assessments.service.respondents import Contact, add_respondent, remove_respondent

__all__ = [
    "AnswerConflict",
    "Contact",
    "Saved",
    "add_respondent",
    "close_campaign",
    "extend_campaign",
    "open_campaign",
    "publish",
    "remove_respondent",
    "reopen",
    "reopen_campaign",
    "save_answer",
    "save_answers",
    "set_priority",
    "start_campaign",
    "submit",
    "update_dates",
]
