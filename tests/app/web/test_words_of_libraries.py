"""A fault told by a library goes in the log without its words."""

import json
import logging
import sys

import pytest

from app.web.logs import configure_logs


def test_a_fault_is_told_by_its_kind_and_its_place_never_by_its_words(capfd: pytest.CaptureFixture[str]) -> None:
    configure_logs()
    try:
        raise ValueError("Zoé Lœwen, zoe@exemple.org")
    except ValueError:
        record = logging.LogRecord("uvicorn.error", logging.ERROR, __file__, 1, "Exception in %s", ("Zoé",), None)
        record.exc_info = sys.exc_info()
    assert logging.lastResort is not None
    logging.lastResort.handle(record)
    said = json.loads(capfd.readouterr().out)
    assert (said["error"], said["what"], said["source"]) == ("ValueError", "Exception in %s", "uvicorn.error")
    assert said["at"][0].startswith("test_words_of_libraries.py:")
    assert "Zo" not in str(said)
