"""Where one is sent to sign in, and where one may be sent back."""

import pytest

from app.web.auth import local_path, sign_in_address


def test_one_signs_in_then_goes_where_one_was_going() -> None:
    assert sign_in_address("/") == "/connexion"
    assert sign_in_address("/projets?q=été") == "/connexion?suite=%2Fprojets%3Fq%3D%C3%A9t%C3%A9"


@pytest.mark.parametrize("here", ["/", "/projets", "/projets?q=https://ailleurs.example", "/a b", "/ "])
def test_a_path_of_the_site_is_kept(here: str) -> None:
    assert local_path(here, "/mon-travail") == here


@pytest.mark.parametrize(
    "elsewhere",
    [
        "",
        "projets",
        "https://ailleurs.example/",
        "//ailleurs.example",
        "/\\ailleurs.example",
        "\\\\ailleurs.example",
        "javascript:alert(1)",
        " /projets",
        "/\t/ailleurs.example",
        "/projets\r\nLocation: https://ailleurs.example",
        "/\x1f",
    ],
)
def test_nobody_is_sent_elsewhere(elsewhere: str) -> None:
    assert local_path(elsewhere) == "/"
    assert local_path(elsewhere, "/mon-travail") == "/mon-travail"
