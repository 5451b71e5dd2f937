"""Two tabs on one record: the form as a page opened it, and what the conflict page says line by line."""

from tests.support.client import Client
from tests.support.html import find_form, form_values, text_of


def opened_form(client: Client, address: str) -> dict[str, list[str]]:
    """What the form of a page just opened would send."""
    client.get(address)
    return kept_form(client, address)


def kept_form(client: Client, address: str) -> dict[str, list[str]]:
    """What the form of the last page received would send."""
    assert client.page is not None
    return form_values(find_form(client.page, address))


def conflict_rows(client: Client) -> dict[str, list[str]]:
    """Field and what is said of its change → mine, theirs, at first."""
    assert client.page is not None
    rows = [[text_of(cell).strip() for cell in row] for row in client.page.iter("tr")]
    return {" ".join(cells[0].split()): cells[1:] for cells in rows[1:]}
