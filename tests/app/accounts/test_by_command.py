"""Accounts opened from a terminal."""

import pytest
from sqlalchemy import Engine

from app.errors import Refused
from app.serving import add_person


def test_a_funder_s_account_is_opened_on_screen_where_its_organisation_is_chosen(own_engine: Engine) -> None:
    with pytest.raises(Refused, match="s’ouvre à l’écran"):
        add_person(own_engine, email="ada@fondation.example", role="financeur", name="Ada")
