"""Pieces of a page and what fills them: the same bytes as drawn, in the clear or packed."""

import gzip
import random

import pytest

from app.web.packing import MOST_PADDING
from app.whole.page import WINDOW, Pieces, Secrets

HELD = Secrets(b"nonce-as-drawn-012345678", b"token-as-drawn")
GIVEN = Secrets(b"another-nonce-0123456789", b"the-token-now!")
WORDS = random.Random(17).choices(["Échéance", "versé", "projet", "<td>", "<a>", "12", "000", "€"], k=20_000)
LONG = " ".join(WORDS).encode()


def drawn(held: Secrets) -> bytes:
    nonce, token = held
    return nonce + LONG[:50_000] + token + nonce + LONG[:50_000] + nonce + b"<p>" + token + LONG + token


@pytest.mark.parametrize("content", [drawn, lambda held: held.nonce, lambda held: b"", lambda held: b"x" * 3 * WINDOW])
def test_a_page_is_filled_as_it_would_be_drawn(content: "type[bytes]") -> None:
    pieces = Pieces(content(HELD), HELD)
    assert pieces.filled(GIVEN) == content(GIVEN)
    assert gzip.decompress(pieces.gzipped(GIVEN)) == content(GIVEN)
    assert gzip.decompress(pieces.gzipped(HELD)) == content(HELD)


def test_pieces_are_packed_nearly_as_well_as_a_whole() -> None:
    content = drawn(HELD)
    assert len(Pieces(content, HELD).gzipped(GIVEN)) < 1.05 * len(gzip.compress(content, 6)) + MOST_PADDING


def test_what_is_kept_holds_no_secret() -> None:
    pieces = Pieces(drawn(HELD), HELD)
    pieces.gzipped(GIVEN)
    held = b"".join([*pieces._plain, *pieces._packed])
    assert not any(secret in held for secret in (*HELD, *GIVEN))


def test_the_same_page_never_has_quite_the_same_length() -> None:
    pieces = Pieces(b"a secret and what was typed" * 100, HELD)
    assert len({len(pieces.gzipped(GIVEN)) for _ in range(200)}) > MOST_PADDING / 2
