"""What is too long is cut at a sentence, and what was cut is said."""

import pytest

from app.exchanges.printing.brevity import cut, first

TEXT = "Manger mieux, tout près. Avec les fermes ! Et sans voiture, pour tous ceux qui le veulent."


@pytest.mark.parametrize(
    ("limit", "shown"),
    [
        (200, "Manger mieux, tout près. Avec les fermes\u202f! Et sans voiture, pour tous ceux qui le veulent."),
        (60, "Manger mieux, tout près. Avec les fermes\u202f!\u00a0…"),
        (40, "Manger mieux, tout près.\u00a0…"),
        (20, "Manger mieux, tout\u00a0…"),
        (15, "Manger mieux\u00a0…"),
    ],
)
def test_a_text_ends_at_a_sentence_else_at_a_word(limit: int, shown: str) -> None:
    assert cut(TEXT, limit) == shown
    assert len(shown) <= limit or limit == 200


def test_a_text_without_a_space_is_cut_all_the_same() -> None:
    assert cut("a" * 50, 10) == "a" * 8 + "\u00a0…"


def test_lines_and_spaces_of_what_was_typed_are_one_space() -> None:
    assert cut("Un\n\n  deux\tmots", 50) == "Un deux mots"


@pytest.mark.parametrize(("count", "shown", "more"), [(0, 0, 0), (4, 4, 0), (5, 3, 2), (12, 3, 9)])
def test_a_list_keeps_its_last_line_to_say_how_many_are_left_out(count: int, shown: int, more: int) -> None:
    kept = first(range(count), 4)
    assert (len(kept.items), kept.more) == (shown, more)
