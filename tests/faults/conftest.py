"""One product really running for the tests that strike it: each leaves it up again."""

from collections.abc import Iterator

import pytest

from tests.faults.product import Product, a_folder, running
from tests.faults.world import World, settled
from tests.support.smtp import mail_server


@pytest.fixture(scope="session")
def stage() -> Iterator[tuple[Product, World]]:
    with a_folder() as folder, mail_server() as mail:
        product = Product(folder, {"ODD17_SMTP_URL": mail.url})
        with running(product):
            yield product, settled(product, mail)


@pytest.fixture
def product(stage: tuple[Product, World]) -> Product:
    return stage[0]


@pytest.fixture
def world(stage: tuple[Product, World]) -> World:
    return stage[1]
