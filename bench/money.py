"""Milestones, investments, the funders' shares and the instalments."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bench.records import FUNDERS
from bench.rows import Rows
from bench.words import MILESTONES, PURPOSES, Vocabulary

STEPS = 4
PARTS = 3


def investment_rows(rng: Random, words: Vocabulary, projects: int, today: date) -> Iterator[Rows]:
    yield milestone_rows(rng, words, projects, today)
    investments, shares, instalments = [], [], []
    for project in range(1, projects + 1):
        amount = rng.randrange(3_000, 60_000, 300)
        decided = today - timedelta(days=rng.randrange(30, 900))
        investments.append(
            (project, project, f"{decided.year}-{rng.randrange(1, 9)}", decided, amount, rng.choice(PURPOSES))
        )
        first, second = rng.sample(range(1, FUNDERS + 1), 2)
        shares += [(project, first, amount * 2 // 3), (project, second, amount // 3)]
        instalments += [instalment(rng, project, part, amount // PARTS, decided, today) for part in range(PARTS)]
    yield Rows("investment", ("id", "project_id", "copil_number", "copil_on", "amount_eur", "purpose"), investments)
    yield Rows("allocation", ("investment_id", "funder_id", "amount_eur"), shares)
    columns = ("investment_id", "label", "due_on", "amount_eur", "milestone_id", "status", "paid_on",
               "paid_amount_eur", "payment_reference")  # fmt: skip
    yield Rows("instalment", columns, instalments)


def milestone_rows(rng: Random, words: Vocabulary, projects: int, today: date) -> Rows:
    values = []
    for project in range(1, projects + 1):
        for step in range(STEPS):
            due = today + timedelta(days=rng.randrange(-600, 300))
            done = due + timedelta(days=rng.randrange(-10, 20)) if due < today and rng.random() < 0.85 else None
            values.append(
                ((project - 1) * STEPS + step + 1, project, rng.choice(words.milestone_kinds), rng.choice(MILESTONES),
                 due, done, rng.choice(("", "Compte rendu")))
            )  # fmt: skip
    return Rows("milestone", ("id", "project_id", "kind_code", "title", "due_on", "done_on", "deliverable"), values)


def instalment(rng: Random, project: int, part: int, amount: int, decided: date, today: date) -> tuple[object, ...]:
    due = decided + timedelta(days=180 * part + 30)
    paid = due + timedelta(days=rng.randrange(15)) if due < today and rng.random() < 0.9 else None
    milestone = (project - 1) * STEPS + 1 + part if rng.random() < 0.5 else None
    status = "paid" if paid else rng.choice(("planned", "payable"))
    reference = f"VIR-{project:05d}-{part + 1}" if paid else ""
    return project, f"Tranche {part + 1}", due, amount, milestone, status, paid, amount if paid else None, reference
