"""The answers that the page sends as they are given: one, or all those kept while the connection was lost."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Writing
from app.errors import Refused
from app.respondents.late import refuse_late
from app.respondents.place import arrive, enter
from app.respondents.saving import names_in, save
from app.respondents.words import PRIORITY_OPTIONS, READING_WORDS
from app.web.auth import Right, Router
from app.web.forms import Posted
from app.web.guest import GuestIn
from app.web.templating import render

router = Router()


@router.post("/ma-grille/{respondent_id}/reponses", right=Right.RESPOND)
def save_answers(request: Request, session: Writing, respondent_id: int, guest: GuestIn, posted: Posted) -> Response:
    """What changes on the page: the state of each line sent, the progress. 409 when one was also answered elsewhere."""
    arrival = arrive(session, guest)
    if not arrival.editable:
        return refuse_late(request, enter(session, arrival), posted)
    outcome = save(session, arrival, posted)
    place, names = enter(session, arrival, outcome.stored), names_in(posted)
    parts = [name.partition("-") for name in names]
    criteria = [found for kind, _, code in parts if (found := place.sheet.criterion(kind, code))]
    cells = [cell for reading, _, code in parts if (cell := place.sheet.cell(reading, code))]
    if len(criteria) + len(cells) < len(names) or not names:
        raise Refused("Cette question n’est pas posée dans cette campagne.", place.address, "Revenir à ma grille")
    redrawn = {cell.name for criterion in criteria for line in criterion.lines for cell in line}
    response = render(
        request,
        "respondents/saved.html",
        status=409 if outcome.has_conflicts else 200,
        place=place,
        outcome=outcome,
        saved_at=clock.now(),
        criteria=criteria,
        cells=[cell for cell in cells if cell.name not in redrawn],
        reading_words=READING_WORDS,
        priority_options=PRIORITY_OPTIONS,
    )
    request.state.refused = False  # what is in conflict is left as it was, the rest is saved
    return response
