"""The checks that every page of the suite goes through do find faults."""

import pytest
from html5lib.html5parser import ParseError

from tests.support.html import PageFaultError, check_fragment, check_page
from tests.support.htmx import assert_same_page

PAGE = (
    '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Essai – Fonds ODD 17</title></head>'
    "<body><main><h1>Essai</h1>{}</main></body></html>"
)


def test_a_good_page_passes() -> None:
    token = '<input type="hidden" name="csrf_token" value="t">'
    form = f'<form action="/x" method="post">{token}<label>Nom <input name="n"></label></form>'
    check_page(PAGE.format(f"<p>C’est bon\u202f: «\u00a0oui\u00a0», à 10\u00a0h.</p>{form}"), "n")


@pytest.mark.parametrize(
    "fault",
    [
        "<p>Bonjour : oui</p>",
        "<p>Vraiment ?</p>",
        "<p>« oui\u00a0»</p>",
        "<p>{{ oubli }}</p>",
        "<p>None</p>",
        "<p style='color:red'>Rouge</p>",
        "<p onclick='x()'>Ici</p>",
        "<script nonce='n'>alert(1)</script>",
        "<script src='/x.js'></script>",
        "<img src='/x.png'>",
        "<input name='n'>",
        "<p id='a'>Un</p><p id='a'>Deux</p>",
        "<p aria-describedby='rien'>Un</p>",
        "<form method='post' action='/x'><button>Aller</button></form>",
        "<form action='/x'></form>",
        "<form method='post'><input type='hidden' name='csrf_token'></form>",
        "<a hx-get='/x'>Voir</a>",
        "<button></button>",
        "<p><div>Mal emboîté</div></p>",
        "<h1>Deux titres</h1>",
    ],
)
def test_a_fault_is_found(fault: str) -> None:
    with pytest.raises((PageFaultError, ParseError)):
        check_page(PAGE.format(fault), "n")


def test_a_fragment_is_checked_too() -> None:
    check_fragment('<tr><td hx-get="/x" hx-nonce="n">Un</td></tr>', "n")
    with pytest.raises(PageFaultError):
        check_fragment('<p hx-get="/x" hx-nonce="autre">Un</p>', "n")


def test_a_fragment_in_its_place_is_compared_with_a_fresh_page() -> None:
    before, after = PAGE.format('<p id="n">1</p><p id="m">a</p>'), PAGE.format('<p id="n">2</p><p id="m">b</p>')
    assert_same_page(before, '<p id="n">2</p><p id="m" hx-swap-oob="true">b</p>', "n", after)
    assert_same_page(before.replace(">a<", ">b<"), "2", "n", after, swap="innerHTML")
    with pytest.raises(AssertionError):
        assert_same_page(before, '<p id="n">3</p>', "n", after)
