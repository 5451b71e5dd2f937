"""Finding a person in a text."""

import pytest

from app.privacy.matching import Matcher, by_digest, by_name, digest, fold, identity

PERSON = identity(["Zoé  Lœwen-Dupré"], ["Zoe.Loewen@Exemple.org"])
SALT = b"sel"
BY_DIGEST = by_digest(SALT, [digest(SALT, key) for key in PERSON.every_key()])


@pytest.mark.parametrize("matcher", [by_name(PERSON), BY_DIGEST], ids=["nom", "empreinte"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zoé Lœwen-Dupré", ["Zoé Lœwen-Dupré"]),
        ("vu avec ZOE LOEWEN DUPRE, puis", ["ZOE LOEWEN DUPRE"]),
        ("Zoe\u0301 Lœwen\u2011Dupre\u0301 signe", ["Zoe\u0301 Lœwen\u2011Dupre\u0301"]),
        ("Lœwen-Dupré Zoé", ["Lœwen-Dupré Zoé"]),
        ("<zoe.loewen@exemple.org>.", ["zoe.loewen@exemple.org"]),
        ("zoe_loewen_dupre@ailleurs.fr", ["zoe_loewen_dupre@ailleurs.fr"]),
        ("cv_zoe_loewen_dupre.pdf et zoé lœwen dupré", ["cv_zoe_loewen_dupre.pdf"[3:19], "zoé lœwen dupré"]),
        ("Zoé Lœwen", []),
        ("azoe.loewen@exemple.org", []),
        ("Zoé Lœwen-Dupréel", []),
        ("", []),
    ],
)
def test_a_person_is_found_whatever_the_case_accents_and_order(matcher: Matcher, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in matcher.spans(text)] == found


def test_a_single_word_is_searched_but_never_erased() -> None:
    assert by_name(identity(["Dupré"], [])).is_in("Madame Dupré")
    assert not identity(["Dupré"], []).can_be_erased
    assert not identity(["Dupré"], ["d@exemple.org"]).can_be_erased
    assert not identity([" - "], []).can_be_erased
    assert identity([], ["d@exemple.org"]).can_be_erased


def test_another_salt_gives_other_digests() -> None:
    assert digest(b"a", "n:zoe") != digest(b"b", "n:zoe")
    assert fold("Œuvre É") == "oeuvre e"
