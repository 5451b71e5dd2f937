"""A filled template that comes back changes nothing, whatever was recorded."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo import load_demo
from app.exchanges.templates import TEMPLATES, template_of
from app.models import Project
from app.projects.filters import PortfolioFilter
from imports.kinds import KINDS
from imports.projects.recorded import vocabulary_of
from imports.records.recorded import load_records
from tests.imports.templates.support import TODAY, back

NAMES = [name for name, (_, kinds) in TEMPLATES.items() if KINDS.keys() >= set(kinds)]


@pytest.mark.parametrize("name", NAMES)
def test_the_demonstration_portfolio_comes_back_the_same(session: Session, name: str) -> None:
    load_demo(session, TODAY)
    content = template_of(session, name, filled=PortfolioFilter(), today=TODAY)
    kinds, codes = TEMPLATES[name][1], session.scalars(select(Project.code)).all()
    came_back = back(content, kinds, load_records(session, kinds, codes), vocabulary_of(session))
    assert (came_back.faults, len(came_back.rows) > 10, came_back.untouched) == ([], True, True)
