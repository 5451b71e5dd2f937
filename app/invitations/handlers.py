"""A page of a grid asked for without its session."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from app.invitations.resuming import Way, link_needed
from app.web.guest import ROOT, GuestNeeded, guest_on

WAY = Way(ROOT, "/invitation/reprise", "Votre grille est de nouveau ouverte.", guest_on)


def install_invitations(app: FastAPI) -> None:
    app.add_exception_handler(GuestNeeded, guest_needed)


def guest_needed(request: Request, error: Exception) -> Response:
    return link_needed(request, error.form if isinstance(error, GuestNeeded) else None, WAY)
