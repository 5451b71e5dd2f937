"""The settings and the files: what does not need the database."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from app.doctor.finding import Finding, fault, good, listed, watch
from app.reference.territories import VENDOR
from app.settings import Settings
from app.web.static import FOLDER

TEMPLATES = Path(__file__).parents[2] / "templates"
SERVED = re.compile(r"""static\(["']([^"']+)["']\)""")
SHEETS = re.compile(r"""for sheet in \[([^\]]+)\]""")  # the style sheets are named in a loop
REFERENCE = ("regions", "departements", "epci", "communes")


def is_public(settings: Settings) -> bool:
    """Others than this machine can reach the site: what is only untidy on a trial is unsafe here."""
    return not settings.is_local


def unsafe(settings: Settings) -> Callable[[str], Finding]:
    return fault if is_public(settings) else watch


def trial(settings: Settings) -> Finding:
    if settings.database_url is None and is_public(settings):
        return fault(
            f"Le site est annoncé à d’autres ({settings.base_url}) sur la base d’essai intégrée : indiquez "
            "ODD17_DATABASE_URL."
        )
    if settings.database_url is None:
        return watch(
            f"Installation d’essai : base intégrée dans {settings.data_dir} ; en production, ODD17_DATABASE_URL."
        )
    return good("La base est un serveur PostgreSQL choisi par ODD17_DATABASE_URL.")


def public_address(settings: Settings) -> Finding:
    parts = urlsplit(settings.base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return fault(f"ODD17_BASE_URL n’est pas une adresse : « {settings.base_url} ».")
    if settings.secure_cookies:
        return good(f"Le site est annoncé en HTTPS ({settings.base_url}) : les témoins de connexion sont protégés.")
    if settings.is_local:
        return watch(f"Le site n’est annoncé que sur cette machine ({settings.base_url}), sans HTTPS.")
    return fault(
        f"Le site est annoncé à d’autres sans HTTPS ({settings.base_url}), les témoins de connexion circuleraient en "
        "clair : placez-le derrière un relais HTTPS et indiquez son adresse https:// dans ODD17_BASE_URL."
    )


def mail(settings: Settings) -> Finding:
    if not settings.smtp_url:
        outbox = settings.data_dir / "outbox"
        return unsafe(settings)(
            f"Les courriels ne partent pas, ils s’écrivent dans {outbox} : indiquez ODD17_SMTP_URL."
        )
    parts = urlsplit(settings.smtp_url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        return fault("ODD17_SMTP_URL n’est pas une adresse de serveur d’envoi (smtp://… ou smtps://…).")
    if settings.mail_from == Settings.model_fields["mail_from"].default:
        return unsafe(settings)("Les courriels partent avec l’expéditeur d’essai : indiquez ODD17_MAIL_FROM.")
    if parts.scheme == "smtp" and not parts.username and parts.hostname not in Settings.HERE:
        return watch(
            f"Les courriels partent en clair vers {parts.hostname} : préférez smtps:// ou un nom et un secret."
        )
    return good(f"Les courriels partent par {parts.hostname}.")


def folders_can_be_written(settings: Settings) -> Finding:
    outbox = settings.data_dir / "outbox"
    try:
        outbox.mkdir(parents=True, exist_ok=True)
        for folder in (settings.data_dir, outbox):
            with tempfile.TemporaryFile(dir=folder):
                pass
    except OSError as reason:
        return fault(f"Le dossier des données {settings.data_dir} ne peut pas être écrit : {reason.strerror}.")
    return good(f"Le dossier des données {settings.data_dir} peut être écrit.")


def served_files(folder: Path = FOLDER) -> Finding:
    named = files_named()
    missing = [name for name in named if not (folder / name).is_file()]
    if missing:
        return fault(f"Des fichiers que les pages demandent manquent : {listed(missing)} ; lancez « make setup ».")
    return good(f"Les {len(named)} fichiers que les pages demandent sont là.")


def files_named() -> list[str]:
    pages = "".join(page.read_text(encoding="utf-8") for page in TEMPLATES.rglob("*.html"))
    sheets = {sheet for names in SHEETS.findall(pages) for sheet in re.findall(r"\w+", names)}
    return sorted({*SERVED.findall(pages), *(f"css/{sheet}.css" for sheet in sheets)})


def reference_files(folder: Path = VENDOR) -> Finding:
    missing = [f"{name}.json" for name in REFERENCE if not (folder / f"{name}.json").is_file()]
    if missing:
        return fault(f"Les données géographiques livrées manquent : {listed(missing)} ; lancez « make setup ».")
    return good("Les données géographiques livrées sont là.")
