"""What a phone folds: the tabs of a project, the filters of a list."""

from playwright.sync_api import Page


def open_tab(page: Page, name: str) -> None:
    """As a person does at any width: the fold first, where there is one to open."""
    fold = page.locator(".tabs > .fold:not([open]) > summary")
    if fold.is_visible():
        fold.click()
    page.locator(".tabs").get_by_role("link", name=name, exact=True).click()
