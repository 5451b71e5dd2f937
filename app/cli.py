"""The command ``odd17``: each command brings the database up by itself. 0 done, 1 refused, 2 wrong usage."""

import json
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.backup.command import app as backup_app
from app.backup.command import restore
from app.errors import DomainError
from app.journal.command import app as journal_app

if TYPE_CHECKING:
    from sqlalchemy import Engine

HELP = "Le back office du Fonds ODD 17, en ligne de commande."
HELP_ASKED = {"--help"}
app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
user_app = typer.Typer(no_args_is_help=True, help="Les personnes qui utilisent le back office.")
app.add_typer(user_app, name="user")
token_app = typer.Typer(no_args_is_help=True, help="Les jetons qui laissent un programme lire le portefeuille.")
app.add_typer(token_app, name="token")
app.add_typer(backup_app, name="backup")
app.add_typer(journal_app, name="journal")
app.command()(restore)


def main() -> None:
    """A refusal is one French sentence on the error output, never a traceback."""
    try:
        app()
    except DomainError as refusal:
        refuse(refusal.sentence)
    except Exception as fault:
        if not is_database_silent(fault):
            raise
        refuse("La base de données ne répond pas\u202f: vérifiez ODD17_DATABASE_URL et que le serveur est lancé.")


def is_database_silent(fault: Exception) -> bool:
    from sqlalchemy.exc import OperationalError

    return isinstance(fault, OperationalError)


@app.callback(help=HELP)
def begin(context: typer.Context) -> None:
    """What a command writes is put down to it; nothing is loaded for one who only asks for help."""
    if not HELP_ASKED & set(sys.argv):
        from app.journal.context import acting_as

        context.with_resource(acting_as("command", route=f"odd17 {context.invoked_subcommand}"))


def refuse(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


def database() -> "Engine":
    """The engine of the settings, on a database at its newest version."""
    from app.db import engine, owner_engine
    from app.schema import bring_up

    bring_up(owner_engine())
    return engine()


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port d’écoute.")] = 8000,
    host: Annotated[str, typer.Option(help="Adresse d’écoute.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Nombre de processus.")] = 1,
    demo_if_empty: Annotated[bool, typer.Option(help="Charge la démonstration si la base est vide.")] = False,
    no_worker: Annotated[bool, typer.Option("--no-worker", help="Laisse les envois à « odd17 worker ».")] = False,
) -> None:
    """Sert le site et affiche un lien de connexion à usage unique."""
    from app.early import begin as begin_server
    from app.early import say_where

    say_where(host, port)
    wait_for_the_server = begin_server(host)
    from app.settings import settings
    from app.starting import check_settings

    check_settings(settings())
    import_module("app.loaded")
    wait_for_the_server()
    if workers > 1:
        from app.ahead import stand_by

        stand_by()
    from app.metrics.serving import shown
    from app.serving import run

    with shown(database):
        run(database(), host=host, port=port, workers=workers, demo_if_empty=demo_if_empty, jobs=not no_worker)


@app.command()
def worker() -> None:
    """Fait ce qui attend dans la file (lettres, rappels) jusqu’à ce qu’on l’arrête."""
    from app.jobs.worker import work
    from app.metrics.statements import watch
    from app.serving import trial_server_kept_up
    from app.web.logs import configure_logs

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # asked to stop before it has begun
    configure_logs()
    watch()
    engine = database()
    with trial_server_kept_up():
        work(engine)


@app.command()
def demo(
    projects: Annotated[
        int | None, typer.Option(help="Nombre de projets inventés ; à défaut, les 33 alliances de la démonstration.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Graine du tirage : la même redonne le même portefeuille.")] = 17,
) -> None:
    """Charge un portefeuille fictif dans une base vide : celui de la démonstration, ou un autre de toute taille."""
    if projects is not None:
        from app.demo.sized.command import load

        print(load(database, projects, seed))
        return
    from app.db import writing
    from app.demo import load_demo

    with writing(database()) as session:
        count = load_demo(session)
    print(f"{count} projets fictifs chargés.")


@app.command()
def evaluate(
    case: Annotated[Path, typer.Argument(help="Fichier JSON du cas, ou preuve de calcul.")],
    check: Annotated[bool, typer.Option("--check", help="Recalcule et dit ce qui diffère du fichier.")] = False,
) -> None:
    """Calcule les scores d’un cas décrit en JSON et les écrit en JSON."""
    from evaluation import CaseError

    try:
        result = _evaluated(json.loads(case.read_text(encoding="utf-8")), check=check)
    except OSError:
        refuse(f"Le fichier « {case} » ne peut pas être lu.")
    except CaseError as fault:
        refuse(str(fault))
    except (ValueError, RecursionError) as fault:  # malformed, not in UTF-8, or nested without end
        place = f", ligne {fault.lineno}" if isinstance(fault, json.JSONDecodeError) else ""
        refuse(f"Le fichier « {case} » n’est pas du JSON lisible{place}.")
    else:
        print(result)


def _evaluated(data: object, *, check: bool) -> str:
    if check:
        from app.checking import checked

        return checked(data)
    from evaluation import evaluate_case

    return json.dumps(evaluate_case(data), ensure_ascii=False, indent=2)


@app.command()
def proof(
    project: Annotated[str, typer.Argument(help="Code du projet, par exemple ODD17-2024-007.")],
    out: Annotated[Path, typer.Argument(help="Fichier .json à écrire.")],
) -> None:
    """Écrit de quoi refaire le calcul de chaque résultat publié du projet, sans nom ni commentaire."""
    from app.checking import prove

    print(prove(database(), project, out))


@app.command("import")
def import_workbook(
    kind: Annotated[
        str,
        typer.Argument(
            help="Ce qui s’importe : projets, organisations, partenaires, investissements, tranches, jalons, "
            "indicateurs, mesures, reponses ou grille ; ou « undo » pour annuler un import."
        ),
    ],
    file: Annotated[Path, typer.Argument(help="Classeur .xlsx, fichier CSV, grille .toml ; ou numéro à annuler.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Dit ce qui serait fait, sans rien écrire.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Écrit le compte, les fautes et les changements.")] = False,
) -> None:
    """Reprend un classeur, tout ou rien ; annule un import ; ou reprend le fichier d’une grille comme brouillon."""
    from app.exchanges.telling import KINDS, Import, undo

    if kind == "undo" and not as_json:
        print(undo(database, str(file), dry_run=dry_run))
    elif kind == "grille" and not (dry_run or as_json):
        from app.grids.command import import_grid

        print(import_grid(database(), file))
    elif kind in KINDS:
        done = Import(database, kind, file, dry_run=dry_run)
        if as_json:
            print(done.told_to_a_program())
        if done.is_refused:
            refuse(done.told())
        if not as_json:
            print(done.told())
    else:
        known = ", ".join(KINDS)
        raise typer.BadParameter(
            f"«\u00a0{kind}\u00a0» ne s’importe pas ainsi\u202f; essayez {known}.", param_hint="KIND"
        )


@app.command("export")
def export(
    kind: Annotated[
        str,
        typer.Argument(
            help="Ce qui s’exporte : classeur, rapport, fiche, scdl, 360giving, cas, portefeuille ou grille."
        ),
    ],
    out: Annotated[Path, typer.Argument(help="Fichier à écrire ; sa fin dit son format : .xlsx, .pdf, .csv, .json…")],
    programme: Annotated[str, typer.Option(help="Code du programme.")] = "",
    region: Annotated[str, typer.Option(help="Code ou nom de la région, ou « interregional ».")] = "",
    statut: Annotated[str, typer.Option(help="Statut du projet, par exemple en_cours.")] = "",
    financeur: Annotated[str, typer.Option(help="Nom ou numéro du financeur.")] = "",
    projet: Annotated[str, typer.Option(help="Code du projet, pour une fiche ou un cas.")] = "",
    date: Annotated[str, typer.Option(help="Date d’arrêt, JJ/MM/AAAA ; à défaut, aujourd’hui.")] = "",
    lecture: Annotated[str, typer.Option(help="Cadre de lecture qui ordonne le rapport.")] = "",
    feuilles: Annotated[str, typer.Option(help="Feuilles à garder, séparées par des virgules.")] = "",
    accessible: Annotated[bool, typer.Option("--accessible", help="Variante sans filtre ni volet figé.")] = False,
    version: Annotated[str, typer.Option(help="Version de la grille ; à défaut, celle en vigueur.")] = "",
) -> None:
    """Écrit un rapport restreint aux filtres donnés, ou le fichier d’une grille."""
    filters = {"programme": programme, "region": region, "statut": statut, "financeur": financeur}
    if kind == "grille":
        from app.grids.command import export_grid

        print(export_grid(database(), out, version))
    elif kind == "portefeuille":
        from app.exchanges.command import export_to

        print(export_to(database(), out, **filters))
    else:
        from app.exchanges.reports.command import Asked, report_to

        asked = Asked(kind, filters, projet, date, lecture, feuilles, accessible=accessible)
        print(report_to(database, out, asked))


@app.command()
def verify(file: Annotated[Path, typer.Argument(help="Classeur ou rapport émis par le Fonds.")]) -> None:
    """Dit si un chiffre a été changé depuis l’émission du classeur, et lesquels."""
    from app.exchanges.reports.verifying.command import verified

    checked = verified(database(), file)
    print(checked.told)
    if not checked.unchanged:
        raise typer.Exit(1)


@user_app.command("add")
def add_user(
    email: Annotated[str, typer.Argument(help="Adresse de la personne.")],
    role: Annotated[str, typer.Option(help="admin, gestionnaire, evaluateur ou lecteur.")],
    name: Annotated[str, typer.Option(help="Nom affiché ; à défaut, le début de l’adresse.")] = "",
) -> None:
    """Ajoute une personne et affiche son premier lien de connexion."""
    from app.serving import add_person

    print(add_person(database(), email=email, role=role, name=name))


@token_app.command("add")
def add_token(
    email: Annotated[str, typer.Argument(help="Adresse de la personne au nom de qui lire.")],
    name: Annotated[str, typer.Option(help="À quoi il sert, pour le reconnaître.")] = "Sans nom",
    scope: Annotated[
        list[str] | None, typer.Option(help="Ce qu’il permet, par exemple projects:write ; à répéter. Tout lire sinon.")
    ] = None,
    until: Annotated[
        str, typer.Option(help="Dernier jour, JJ/MM/AAAA ou AAAA-MM-JJ, d’ici un an ; dans 90 jours sinon.")
    ] = "",
) -> None:
    """Crée un jeton et l’affiche, une seule fois ; il se révoque dans « Mon compte »."""
    from app.serving import day_typed, token_for

    expires_on = day_typed(until) if until else None
    print(token_for(database(), email=email, name=name, scopes=scope or (), expires_on=expires_on))
    print("Gardez-le maintenant\u202f: il ne sera plus affiché.", file=sys.stderr)


@app.command("migrations-drift")
def migrations_drift() -> None:
    """Vérifie que les tables du code et celles des migrations sont les mêmes."""
    from app.schema import drift

    with database().connect() as connection:
        differences = drift(connection)
    if differences:
        refuse("\n".join(map(str, differences)))
    print("Les migrations et les tables du code sont les mêmes.")


@app.command()
def doctor() -> None:
    """Examine l’installation et les données sans rien y changer."""
    from app.doctor import State, diagnose

    states = set()
    for finding in diagnose():
        print(f"{finding.state:<9} {finding.sentence}", flush=True)
        states.add(finding.state)
    if State.FAULT in states:
        raise typer.Exit(1)
