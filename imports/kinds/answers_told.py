"""An answer as people read it, and as a row of the sheet would say it."""

from typing import Any

from app.models import Moment, Reading
from evaluation import NOT_APPLICABLE, UNKNOWN
from imports.kinds.asked import asked_of
from imports.kinds.common import project_code_of
from imports.kinds.measurements import EVIDENCE
from imports.projects.planned import Value
from imports.records.entity import Entity, Records, Values

WORDS = {NOT_APPLICABLE: "sans objet", UNKNOWN: "ne sait pas"}


def displayed(column: str, value: Any, records: Records) -> Value:
    if column == "respondent_id":
        return _organisation_name(records.get("respondent", value), records)
    if column == "reading":
        return Reading(value).label
    if column == "evidence":
        return EVIDENCE[str(value)]
    if column == "value" and value is not None:
        return WORDS.get(value, str(value))
    found: Value = value
    return found


def _organisation_name(respondent: Entity | None, records: Records) -> str:
    organisation = records.get("organisation", respondent["organisation_id"]) if respondent else None
    return str(organisation["name"]) if organisation else ""


def retold(values: Values, records: Records) -> Values:
    respondent = records.get("respondent", values["respondent_id"])
    campaign = records.get("campaign", respondent["campaign_id"]) if respondent else None
    if campaign is None:
        return {}
    answer = asked_of(campaign, records).levels.labels.get(values["value"]) if values.get("value") else None
    return {
        "code": project_code_of(campaign["project_id"], records),
        "moment": campaign["moment"],
        "held_on": campaign["held_on"],
        "organisation": _organisation_name(respondent, records),
        "answer": answer,
        "evidence": str(values["evidence"]),
    }


def named(values: Values, records: Records) -> str:
    respondent = records.get("respondent", values["respondent_id"])
    campaign = records.get("campaign", respondent["campaign_id"]) if respondent else None
    if campaign is None:
        return ""
    moment, reading = Moment(campaign["moment"]).label, Reading(values["reading"]).label
    project = project_code_of(campaign["project_id"], records)
    who = _organisation_name(respondent, records)
    return f"{project} {moment} – {who}, {values['question_code']} ({reading})"
