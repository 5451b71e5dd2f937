"""A browser that does not close a window does not hold the whole suite."""

import asyncio
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.support import chromium


def test_a_window_that_never_closes_is_left_and_the_next_one_opens(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(**_: Any) -> None:
        await asyncio.Event().wait()

    stuck = browser.new_context()
    with monkeypatch.context() as patched:
        patched.setattr(stuck._impl_obj, "close", never)
        patched.setattr(chromium, "CLOSING_SECONDS", 0.2)
        stuck.close()
    assert stuck in browser.contexts
    page = browser.new_page()
    page.goto("data:text/html,<title>ouverte</title>")
    assert page.title() == "ouverte"
    page.context.close()
    stuck.close()
    assert stuck not in browser.contexts
