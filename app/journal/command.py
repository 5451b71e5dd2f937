"""« odd17 journal »: is the chain whole, and the whole journal in a file."""

from pathlib import Path
from typing import Annotated

import typer

from app.errors import Refused

app = typer.Typer(no_args_is_help=True, help="Le journal de tous les changements\u00a0: le vérifier, l’exporter.")
WHOLE = "Le journal est entier\u00a0: {} actes enchaînés."
EMPTY = "Le journal est vide."
KEEP = "Repère à garder ailleurs\u00a0: {}"


@app.command()
def verify(
    kept: Annotated[str, typer.Option("--repere", help="Repère noté plus tôt, « numéro:sceau ».")] = "",
) -> None:
    """Recalcule toute la chaîne ; finit par 1 si une ligne manque ou a changé."""
    from app.cli import database
    from app.db import reading, writing
    from app.journal.verification import count_sealed, faults_of_chain, head, seal

    with writing(database()) as session:
        seal(session)
    with reading(database()) as session:
        faults, number, last = faults_of_chain(session, kept), count_sealed(session), head(session)
    for fault in faults:
        typer.echo(fault)
    if faults:
        raise typer.Exit(1)
    typer.echo(WHOLE.format(number) if number else EMPTY)
    typer.echo(KEEP.format(last))


@app.command()
def export(out: Annotated[Path, typer.Argument(help="Fichier .csv à écrire ; il ne doit pas exister.")]) -> None:
    """Écrit tout le journal dans un fichier, dans les mots des pages."""
    from app.cli import database
    from app.db import writing
    from app.exchanges.journal.rows import as_csv
    from app.journal.context import note
    from app.journal.queries import Wanted
    from app.journal.verification import head, seal

    if out.suffix != ".csv" or out.exists():
        raise Refused(f"Le fichier « {out} » existe déjà, ou ne finit pas par .csv.")
    with writing(database()) as session:
        seal(session)
        note(session, "journal", "export", format="csv", filters="")
        last = head(session)
    try:
        with out.open("xb") as written:
            written.writelines(as_csv(database(), Wanted()))
    except OSError as fault:
        raise Refused(f"Le fichier « {out} » ne peut pas être écrit\u00a0: {fault.strerror}.") from fault
    typer.echo(f"Journal écrit dans {out}. {KEEP.format(last)}")
