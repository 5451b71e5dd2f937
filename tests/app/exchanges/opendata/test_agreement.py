"""Whatever a portfolio lacks, in any mixture: what PostgreSQL counts ready is what the validators let leave."""

import socket
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.opendata.conditions import GIVING, SCDL
from app.exchanges.opendata.make import make_360giving, make_scdl
from app.exchanges.opendata.making import READY_ONLY
from app.exchanges.opendata.readiness import counts
from app.exchanges.reports.kinds import silent
from app.models import Organisation
from tests import factories as make
from tests.app.exchanges.opendata.portfolio import DAY, SIRETS, a_bearer, a_ready_grant, choice

STATUSES = ("repere", "instruction", "valide", "conventionne", "en_cours", "termine", "abandonne")
TEXTS = ("", "", "", "Une alliance", "écrire à x@y.fr", "au 06 12 34 56 78", "1 234 567 890 €", "=1+1", "W123456789")
RNA = (None, "W22300{:04d}", "67A{:04d}")


def a_grant(session: Session, dice: Random, number: int) -> None:
    """Each fact is there or not, right or wrong, by chance; the first two are ready."""
    if number < 3:
        a_ready_grant(session, a_bearer(session, siret=SIRETS[number], rna=None))
        return
    signed = dice.choice((None, "2024-02-01", "2025-06-01"))
    project = make.a_project(
        session,
        status=dice.choice(STATUSES),
        summary=dice.choice(TEXTS),
        charter_version="2023",
        charter_signed_on=signed,
        region_code=dice.choice((None, "53", "04")),
    )
    if dice.random() < 0.85:
        make.a_partner(session, project, an_organisation(session, dice, number), role_code="porteur")
    for _ in range(dice.choice((1, 1, 2))):
        copil_on = dice.choice((None, "2024-01-10", "2024-12-31", "2025-01-01"))
        money = make.an_investment(session, project, "1000.10", copil_on=copil_on, purpose=dice.choice(TEXTS))
        for _ in range(dice.choice((0, 1, 2))):
            state = dice.choice(("planned", "paid", "cancelled"))
            paid = {"paid_on": dice.choice(("2024-03-05", "2025-02-01")), "paid_amount_eur": 500}
            make.an_instalment(session, money, "500", status=state, **(paid if state == "paid" else {}))


def an_organisation(session: Session, dice: Random, number: int) -> Organisation:
    rna = dice.choice(RNA)
    siret = dice.choice((None, f"{number:09d}00012", luhn_of(f"8{number:07d}")))
    return make.an_organisation(
        session,
        siret=siret,
        rna=rna and rna.format(number),
        profile_code=dice.choice(("association", "citoyens", "collectivite")),
    )


def luhn_of(start: str) -> str:
    """A SIRET whose two keys are right."""
    siren = next(s for s in (f"{start}{key}" for key in range(10)) if luhn(s) == 0)
    return next(s for s in (f"{siren}0001{key}" for key in range(10)) if luhn(s) == 0)


def luhn(digits: str) -> int:
    doubled = [int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits))]
    return sum(d // 10 + d % 10 for d in doubled) % 10


@pytest.mark.parametrize("seed", [17, 2024, 360])
def test_what_is_counted_is_what_leaves(session: Session, tmp_path: Path, seed: int) -> None:
    dice = Random(seed)
    for number in range(1, 61):
        a_grant(session, dice, number)
    session.flush()
    session.expire_all()
    said, asked = counts(session, choice()), choice(sheets=(READY_ONLY,))
    scdl = make_scdl(session, asked, "", tmp_path / "s.csv", silent)
    giving = make_360giving(session, asked, "", tmp_path / "g.json", silent)
    assert (said.ready(SCDL), said.left_out(SCDL)) == (scdl.grants, scdl.left_out)
    assert (said.ready(GIVING), said.left_out(GIVING)) == (giving.grants, giving.left_out)
    assert min(scdl.grants, scdl.left_out, giving.left_out, said.undecided, said.dropped) > 0


def test_nothing_is_asked_of_the_network(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    a_lot = Random(5)
    for number in range(1, 21):
        a_grant(session, a_lot, number)
    session.flush()
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for make_file, name in ((make_scdl, "s.csv"), (make_360giving, "g.json"), (make_360giving, "g.xlsx")):
        assert make_file(session, choice(sheets=(READY_ONLY,)), "", tmp_path / name, silent).grants > 0


def test_a_long_making_tells_how_far_it_is_and_may_be_stopped(session: Session, tmp_path: Path) -> None:
    dice = Random(3)
    for number in range(1, 31):
        a_grant(session, dice, number)
    session.flush()
    told: list[tuple[int, int]] = []
    asked = choice(day=DAY, sheets=(READY_ONLY,))
    make_scdl(session, asked, "", tmp_path / "s.csv", lambda done, total: told.append((done, total)))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] > 0

    def stop(done: int, total: int) -> None:
        raise Refused("Arrêt demandé.")

    with pytest.raises(Refused, match="Arrêt"):
        make_360giving(session, asked, "", tmp_path / "g.json", stop)
    assert not (tmp_path / "g.json").exists()
