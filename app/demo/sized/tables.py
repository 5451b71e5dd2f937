"""The rows of a part of the portfolio, table by table, and how they go in: by COPY, each table after those it cites."""

from typing import Any

import psycopg

Row = tuple[Any, ...]
AXIS = ("result_id", "reading", "axis", "is_index", "score", "status", "confidence", "coverage", "respondents",
        "profiles", "maturity", "lowest", "highest", "deviation", "profile_gap")  # fmt: skip
TABLES: dict[str, tuple[str, ...]] = {
    "organisation": ("id", "name", "profile_code", "commune_id"),
    "project": ("id", "code", "title", "status", "programme_id", "territory_label", "region_code", "scale_code",
                "phase_code", "category_code", "mode_code", "objective_code", "engineering_code", "starts_on",
                "ends_on", "charter_version", "charter_signed_on", "referent_id", "summary", "need",
                "answer"),
    "project_territory": ("project_id", "territory_id"),
    "project_domain": ("project_id", "domain_code"),
    "project_goal": ("project_id", "goal_code"),
    "partner": ("id", "project_id", "organisation_id", "role_code", "joined_on", "left_on", "contribution",
                "contact_name", "contact_email", "priority_d1", "priority_d2", "priority_d3", "priority_d4"),
    "milestone": ("id", "project_id", "kind_code", "title", "due_on", "done_on", "partner_id", "evidence"),
    "investment": ("id", "project_id", "copil_number", "copil_on", "amount_eur", "purpose"),
    "allocation": ("investment_id", "funder_id", "amount_eur"),
    "cofinancing": ("project_id", "organisation_id", "kind", "amount_eur", "days", "confirmed"),
    "instalment": ("investment_id", "label", "due_on", "amount_eur", "milestone_id", "status", "paid_on",
                   "paid_amount_eur", "payment_reference"),
    "indicator": ("id", "project_id", "label", "unit", "baseline", "target", "target_on"),
    "measurement": ("indicator_id", "measured_on", "value", "source", "evidence"),
    "deliverable": ("project_id", "pillar_code", "title", "done_on", "kept_at", "partner_id"),
    "campaign": ("id", "project_id", "moment", "status", "held_on", "opens_on", "closes_on", "grid_reference",
                 "closed_at"),
    "campaign_event": ("campaign_id", "kind", "happened_at", "reason"),
    "respondent": ("id", "campaign_id", "organisation_id", "profile_code", "role_code", "contact_name",
                   "contact_email", "submitted_at", "quotes_allowed"),
    "invitation": ("id", "respondent_id", "purpose", "contact_name", "contact_email", "created_at", "opened_at"),
    "respondent_event": ("respondent_id", "kind", "happened_at", "invitation_id"),
    "answer": ("respondent_id", "reading", "question_code", "level", "no_level", "evidence", "comment",
               "answered_at", "invitation_id"),
    "result": ("id", "campaign_id", "sequence", "reason", "grid_reference", "formula_version", "inputs_sha256",
               "scores", "published_at"),
    "axis_result": AXIS,
    "added_value": ("project_id", "method_code", "low", "high", "starts_on", "ends_on", "compared_with", "how",
                    "said_by_id", "evidence"),
    "coordination_time": ("project_id", "partner_id", "starts_on", "ends_on", "days", "evidence"),
    "model_lever": ("project_id", "lever", "before", "before_on", "after", "after_on", "source", "evidence"),
    "roadmap_project": ("project_id", "measure_id"),
    "roadmap_investment": ("investment_id", "measure_id"),
    "qualification": ("id", "organisation_id", "grid_id", "territory_label", "region_code", "held_on", "status",
                      "sent_at", "sent_by", "sender_name"),
    "qualification_level": ("qualification_id", "practice_code", "level", "evidence"),
}  # fmt: skip
IDENTIFIED = tuple(table for table, columns in TABLES.items() if columns[0] == "id")


class Rows:
    """What is made and not yet sent. ``next(table)``: the number of the row to come, the same in every load."""

    def __init__(self) -> None:
        self.of: dict[str, list[Row]] = {table: [] for table in TABLES}
        self.last = dict.fromkeys(IDENTIFIED, 0)

    def next(self, table: str) -> int:
        self.last[table] += 1
        return self.last[table]

    def send(self, driver: psycopg.Connection[Any]) -> None:
        for table, columns in TABLES.items():
            if self.of[table]:
                with (
                    driver.cursor() as cursor,
                    cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as target,
                ):
                    for row in self.of[table]:
                        target.write_row(row)
                self.of[table].clear()
