"""Milestones, what the fund commits, whose money it is, what others bring, what has been paid, and what is measured."""

from datetime import date, timedelta
from random import Random

from app.demo.calendar import add_months
from app.demo.schedule import ANY, INDICATORS, STEPS
from app.demo.sized.organisations import FUNDERS
from app.demo.sized.projects import Made
from app.demo.sized.tables import Rows
from app.demo.sized.words import PURPOSES

LATE = 0.06
GATES = (("signature", 2), ("point_etape", 13), ("bilan", 25))  # what each instalment waits for, months after the COPIL
SECOND = 0.08  # projects funded twice
Steps = dict[str, tuple[int, bool]]


def make_money(rows: Rows, made: Made, random: Random, today: date) -> None:
    steps = _milestones(rows, made, random, today)
    if made.status == "repere":
        return
    for _ in range(2 if made.copil_on and random.random() < SECOND else 1):
        _investment(rows, made, steps, random, today)
    _cofinancings(rows, made, random)
    if made.starts_on and made.starts_on <= today:
        _indicators(rows, made, random, today)


def _milestones(rows: Rows, made: Made, random: Random, today: date) -> Steps:
    """By kind: its number, and whether it is done."""
    found: Steps = {}
    if made.copil_on is None:
        due_on = today + timedelta(days=random.randrange(10, 120))
        found["dialogue_cadrage"] = _milestone(rows, made, "dialogue_cadrage", "Dialogue de cadrage", due_on, None)
        return found
    for kind, title, months in STEPS:
        due_on = add_months(made.copil_on, months) + timedelta(days=random.randrange(-9, 10) if months else 0)
        waits = made.status in ("valide", "abandonne") and months > 0
        done = due_on < today and not waits and random.random() > (LATE if made.status == "en_cours" else 0)
        slip = max(0, random.randrange(-10, 12))
        found[kind] = _milestone(
            rows, made, kind, title, due_on, min(due_on + timedelta(days=slip), today) if done else None
        )
    return found


def _milestone(rows: Rows, made: Made, kind: str, title: str, due_on: date, done_on: date | None) -> tuple[int, bool]:
    number = rows.next("milestone")
    evidence = "Compte rendu partagé" if done_on else ""
    rows.of["milestone"].append((number, made.number, kind, title, due_on, done_on, made.partners[0], evidence))
    return number, done_on is not None


def _investment(rows: Rows, made: Made, steps: Steps, random: Random, today: date) -> None:
    number, amount = rows.next("investment"), random.randrange(3_000, 60_000, 300)
    copil = f"{made.copil_on.year}-{made.copil_on.month // 4 + 1}" if made.copil_on else ""
    rows.of["investment"].append((number, made.number, copil, made.copil_on, amount, random.choice(PURPOSES)))
    first, second = random.sample(range(1, len(FUNDERS) + 1), 2)
    rows.of["allocation"].append((number, first, amount * 2 // 3))
    if random.random() < 0.7:
        rows.of["allocation"].append((number, second, amount // 3))
    if made.copil_on:
        for part, (gate, months) in enumerate(GATES, start=1):
            due_on = add_months(made.copil_on, months)
            _instalment(rows, made, number, part, amount // len(GATES), due_on, steps[gate], random, today)


def _instalment(
    rows: Rows, made: Made, investment: int, part: int, amount: int, due_on: date, step: tuple[int, bool],
    random: Random, today: date,
) -> None:  # fmt: skip
    """Paid when due and what it waits for is done, a few still to be paid."""
    milestone, released = step
    status, paid_on = "planned", None
    if made.status == "abandonne":
        status = "cancelled"
    elif released and due_on <= today and random.random() < 0.95:
        status, paid_on = "paid", min(due_on + timedelta(days=random.randrange(25)), today)
    elif released and due_on <= today + timedelta(days=30):
        status = "payable"
    rows.of["instalment"].append(
        (investment, f"Tranche {part} sur {len(GATES)}", due_on, amount, milestone, status, paid_on,
         amount if paid_on else None, f"VIR-{made.number:05d}-{part}" if paid_on else "")
    )  # fmt: skip


def _cofinancings(rows: Rows, made: Made, random: Random) -> None:
    kinds = (("numeraire", random.randrange(2_000, 80_000, 500), None), ("competences", None, random.randrange(2, 30)))
    for member, (kind, amount, days) in zip(made.members[1:], kinds, strict=False):
        if random.random() < 0.6:
            rows.of["cofinancing"].append((made.number, member.number, kind, amount, days, random.random() < 0.7))


def _indicators(rows: Rows, made: Made, random: Random, today: date) -> None:
    assert made.starts_on is not None  # noqa: S101
    for label, unit, baseline, target in INDICATORS.get(made.domain, ANY):
        number, pace = rows.next("indicator"), random.uniform(0.5, 1.2)
        rows.of["indicator"].append((number, made.number, label, unit, baseline, target, made.ends_on))
        for half_year in range(1, 5):
            measured_on = add_months(made.starts_on, 6 * half_year)
            if measured_on <= today:
                value = round(baseline + (target - baseline) * pace * half_year / 4)
                rows.of["measurement"].append(
                    (number, measured_on, value, "Relevé des partenaires", random.randrange(3))
                )
