"""``odd17 backup FICHIER``, ``odd17 backup verify``, ``odd17 backup key``, ``odd17 restore``."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from app.backup.keys import Identity

FILE = "FICHIER"
KeyFile = Annotated[
    str, typer.Option(help="Fichier de la clé privée, pour un fichier chiffré ; « - » la lit sur l’entrée.")
]


class FileOrCommand(TyperGroup):
    """What follows ``backup`` is a file to write, unless it is one of the words below."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.commands, *ctx.help_option_names} - {FILE}:
            args = [FILE, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=FileOrCommand,
    no_args_is_help=True,
    help="Sauvegarde la base et les documents : « odd17 backup FICHIER », puis « odd17 backup verify FICHIER ».",
)


@app.command(FILE)
def write(
    file: Annotated[Path, typer.Argument(help="Fichier à écrire ; il ne doit pas exister.")],
    to: Annotated[
        str, typer.Option(help="Clé publique (age1…) pour qui chiffrer ; à défaut, celle de ODD17_BACKUP_KEY.")
    ] = "",
) -> None:
    """Sauvegarde la base et les documents dans un seul fichier, chiffré quand une clé est donnée."""
    from app.backup.keys import recipients_of
    from app.backup.saving import save
    from app.db import owner_engine
    from app.settings import settings

    saved = save(owner_engine(), file, recipients=recipients_of(to or settings().backup_key))
    typer.echo(saved.sentence)
    if saved.faults:
        raise typer.Exit(1)
    if not saved.is_encrypted:
        typer.echo("Ce fichier contient des données personnelles en clair\u202f: gardez-le en lieu sûr.", err=True)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="Sauvegarde à éprouver.")],
    identity: KeyFile = "",
    bin_dir: Annotated[
        Path | None, typer.Option("--bin", help="Programmes PostgreSQL du serveur d’essai ; à défaut, ceux livrés.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Écrit le rapport pour un programme.")] = False,
) -> None:
    """Restaure la sauvegarde sur un serveur jetable et vérifie tout ; ne touche jamais à la base en service."""
    from app.backup.drill import verify as climb
    from app.embedded import BINARIES
    from app.models import DrillOutcome

    report = climb(file, identities(identity), bin_dir or BINARIES)
    typer.echo(json.dumps(report.as_data(), ensure_ascii=False) if as_json else report.told)
    if report.outcome is not DrillOutcome.PASSED:
        raise typer.Exit(1)


@app.command()
def key(
    file: Annotated[Path, typer.Argument(help="Fichier de la clé privée à écrire ; il ne doit pas exister.")],
    passphrase: Annotated[bool, typer.Option("--passphrase", help="Protège la clé par une phrase de passe.")] = False,
) -> None:
    """Crée une paire de clés : la publique chiffre les sauvegardes, la privée les ouvre."""
    from app.backup.keys import make_pair

    public = make_pair(file, typed_passphrase(confirm=True) if passphrase else None)
    typer.echo(public)
    typer.echo(
        f"Clé publique à donner au serveur\u00a0: ODD17_BACKUP_KEY={public}\n"
        f"Gardez {file} ailleurs que sur le serveur, en deux endroits\u00a0: "
        "sans elle, aucune sauvegarde chiffrée ne s’ouvre.",
        err=True,
    )


@app.command()
def settle() -> None:
    """Après un retour à un instant : déconnecte chacun, retient ce qui attendait, oublie de nouveau les personnes."""
    from app.backup.settling import settle_restored
    from app.db import owner_engine
    from app.schema import bring_up

    bring_up(owner_engine())
    told = settle_restored(owner_engine(), and_sweep=False)
    typer.echo(f"La base est prête\u00a0: chacun se reconnecte, rien ne repart de soi-même.{told}")


def restore(
    file: Annotated[Path, typer.Argument(help="Fichier écrit par « odd17 backup ».")],
    replace: Annotated[bool, typer.Option("--replace", help="Remplace une base qui contient des projets.")] = False,
    identity: KeyFile = "",
) -> None:
    """Remet une sauvegarde en place, tout ou rien."""
    from app.backup.restoring import restore as put_back
    from app.db import owner_engine

    typer.echo(put_back(owner_engine(), file, replace=replace, identities=identities(identity)))


def identities(written: str) -> "list[Identity]":
    from app.backup.keys import identities_in, identities_of

    if not written:
        return []
    if written == "-":
        return identities_of(sys.stdin.read(), "L’entrée")
    return identities_in(Path(written), typed_passphrase)


def typed_passphrase(*, confirm: bool = False) -> str:
    given = os.environ.get("ODD17_BACKUP_PASSPHRASE")
    return given or str(typer.prompt("Phrase de passe", hide_input=True, confirmation_prompt=confirm))
