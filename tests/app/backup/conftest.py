"""A folder of data of the test's own: documents are there, and the pieces of work."""

from pathlib import Path

import pytest

from app.settings import settings


@pytest.fixture(autouse=True)
def data_dir(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setattr(settings(), "data_dir", folder)
    return folder
