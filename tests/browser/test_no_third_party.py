"""Nothing of ours is fetched from another site; the pages themselves are watched in `tests/accessibility`."""

import re
from pathlib import Path

from app.mail import Mail, build

ELSEWHERE = re.compile(r"""(?:src|srcset|poster|action|@import|url\()\s*[=(]?\s*["']?(?:https?:)?//""", re.IGNORECASE)
STYLESHEET = re.compile(r"""<(?:link|script|img|iframe)\b[^>]*\b(?:href|src)=["'](?:https?:)?//""", re.IGNORECASE)


def test_nothing_in_the_templates_styles_and_scripts_is_fetched_from_elsewhere() -> None:
    faults = []
    for folder, endings in (("templates", (".html",)), ("app/static", (".css", ".js", ".svg"))):
        for file in Path(folder).rglob("*"):
            if file.suffix in endings and "vendor" not in file.parts:
                text = file.read_text(encoding="utf-8")
                faults += [f"{file}: {found}" for found in (*ELSEWHERE.findall(text), *STYLESHEET.findall(text))]
    assert faults == []


def test_no_letter_holds_an_image_or_a_style_fetched_from_elsewhere() -> None:
    letters = [*Path("templates/letters").glob("*.html"), *Path("templates/accounts/letters").glob("*.html")]
    assert len(letters) > 5
    for file in letters:
        assert not re.search(
            r"<(img|link|script|iframe|video|object)\b|@import|url\(", file.read_text(encoding="utf-8")
        )
    built = build(Mail("a@exemple.fr", "Objet", "Texte", "<p>Texte</p>"))
    assert {part.get_content_type() for part in built.walk()} == {"multipart/alternative", "text/plain", "text/html"}
