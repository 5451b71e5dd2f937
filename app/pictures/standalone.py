"""A picture as a file of its own: title, sentence, drawing, then where it comes from and of which day."""

import textwrap
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.pictures.styles import fixed_styles
from app.web.filters import NO_BREAK, date_long
from app.web.templating import environment

CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
PIXELS = 7.6
"""Of a character of the sentence, at most."""
MARGIN, LINE, ABOVE, BELOW = 28, 20, 78, 64


@dataclass(frozen=True)
class Sheet:
    """Sizes in pixels; `drawn` is the height of the drawing alone."""

    title: str
    sentence: str
    source: str
    drawn: int
    styles: str
    width: int = 960
    margin: int = MARGIN

    @property
    def lines(self) -> list[str]:
        return textwrap.wrap(self.sentence, int(self.inner / PIXELS), break_on_hyphens=False)

    @property
    def inner(self) -> int:
        return self.width - 2 * self.margin

    @property
    def top(self) -> int:
        return ABOVE + LINE * len(self.lines)

    @property
    def height(self) -> int:
        return self.top + self.drawn + BELOW


def svg_response(
    request: Request,
    template: str,
    filename: str,
    *,
    title: str,
    sentence: str,
    height: int,
    about: str = "",
    styles: tuple[str, ...] = (),
    width: int = 960,
    **context: object,
) -> Response:
    """`template` extends `pictures/standalone.svg` and draws its block `drawing`, `height` pixels high.

    `about`: what narrows it (its filters), said on the source line; `styles`: sheets of its own, as file names.
    """
    source = _source(clock.today(), about)
    sheet = Sheet(title, sentence, source, height, fixed_styles(*styles), width)
    text = environment.get_template(template).render(sheet=sheet, **context)
    headers = {"Content-Disposition": f'attachment; filename="{filename}"', "Content-Security-Policy": CSP}
    return Response(text, media_type="image/svg+xml", headers=headers)


def _source(day: date, about: str) -> str:
    parts = ["Fonds ODD 17", f"au {date_long(day)}", about]
    return f"{NO_BREAK}· ".join(part for part in parts if part)
