"""Help: where things are, the words, the keyboard, how pages are drawn; and my display."""

from types import SimpleNamespace

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.help import accessibility, routes_display, service, style
from app.help.first_visit import first_visit
from app.help.glossary import glossary
from app.help.keyboard import keyboard_map
from app.web.auth import Right, Router, SignedIn
from app.web.templating import redirect, render

router = Router()
router.include_router(routes_display.router)
router.include_router(accessibility.router)
PURPOSES = {
    "Mon travail": "Ce qui est en retard, ce qui vient, ce qui attend votre geste\u202f; et le calendrier.",
    "Portefeuille": "Les projets, leurs programmes, leurs partenaires, leurs documents.",
    "Évaluations": "Les campagnes, qui a répondu, les grilles et les cadres de lecture.",
    "Pilotage": "Le Fonds dans son ensemble\u202f: l’argent, les territoires, les axes, l’évolution, le réseau.",
    "Échanges": "Ce qui entre par un fichier, ce qui en sort pour les financeurs.",
}


@router.get("/aide", right=Right.CONSULT)
def home(request: Request, visitor: SignedIn, session: Reading) -> Response:
    return render(request, "help/home.html", steps=first_visit(session, visitor), purposes=PURPOSES)


@router.post("/aide/premiers-pas/fin", right=Right.CONSULT)
def put_away(request: Request, visitor: SignedIn, session: Writing) -> Response:
    service.end_first_visit(session, user_id=visitor.id, now=clock.now())
    return redirect(request, "/", flash="La liste des premiers pas reste dans l’aide.")


@router.get("/aide/mots", right=Right.CONSULT)
def words(request: Request) -> Response:
    return render(request, "help/glossary.html", glossary=glossary())


@router.get("/raccourcis", right=Right.CONSULT)
def keyboard(request: Request) -> Response:
    return render(request, "help/keyboard.html", places=keyboard_map())


@router.get("/aide/charte", right=Right.CONSULT)
def look(request: Request) -> Response:
    """Every component of the pages, with made-up values."""
    good, wrong = style.sample_forms()
    place = SimpleNamespace(value="22113", label="Lannion", hint="Commune, Côtes-d’Armor")
    event = SimpleNamespace(happened_at=clock.now(), by="Claire Martin", reason="Convention signée ce matin.")
    return render(
        request,
        "help/style.html",
        colours=style.colours(),
        marks=style.MARKS,
        profiles=style.PROFILES,
        tiles=style.sample_tiles(),
        scales=style.SCALES,
        chosen=[place],
        events=[("Projet conventionné", event)],
        good=good,
        wrong=wrong,
    )
