"""The machine's Chromium, started once for a whole run: a process holds one such conversation at a time."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CLOSING_SECONDS = 20.0


class Closed(BrowserContext):
    """Now and then, once in thousands, Chromium never says that it closed one, and goes on well: it is left there."""

    def close(self, *, reason: str | None = None) -> None:
        with suppress(TimeoutError):
            self._sync(asyncio.wait_for(self._impl_obj.close(reason=reason), CLOSING_SECONDS))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = os.environ.get("ODD17_TEST_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("aucun Chromium sur cette machine\u202f: les parcours dans le navigateur ne sont pas joués")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(BrowserContext, "close", Closed.close)
            yield browser
        browser.close()
