"""The site, its worker or its database killed while people work: what was said done is there, nothing is half done."""

import random

import pytest

from tests.faults.product import Product
from tests.faults.rounds import VICTIMS, play
from tests.faults.run import examined
from tests.faults.world import World

BACK_SECONDS = 120.0  # other tests run meanwhile: the promise of 3 s is measured by the long programme


@pytest.mark.parametrize("number", range(len(VICTIMS)), ids=VICTIMS)
def test_what_was_confirmed_is_there_and_nothing_is_half_done(number: int, product: Product, world: World) -> None:
    outcome = play(product, world, number, random.Random(17 + number))
    assert outcome.faults == []
    assert outcome.sent > 0
    assert outcome.back < BACK_SECONDS


def test_the_data_and_the_journal_are_whole_afterwards(product: Product, world: World) -> None:
    assert examined(product, world) == []
