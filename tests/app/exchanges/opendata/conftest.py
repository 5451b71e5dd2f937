"""The fund as it signs its files, in the settings of every test here."""

import pytest

from app.settings import settings

FUND_SIRET = "73282932000074"


@pytest.fixture(autouse=True)
def known_fund(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "fund_name", "Fonds d’essai")
    monkeypatch.setattr(settings(), "fund_siret", "732 829 320 00074")
    monkeypatch.setattr(settings(), "fund_360_prefix", "360G-fondsessai")
    monkeypatch.setattr(settings(), "open_data_url", "https://exemple.fr/donnees")
