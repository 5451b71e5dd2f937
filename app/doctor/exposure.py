"""What makes a site unsafe once others reach it: looked at when it starts, and by the doctor."""

import logging
import os
import stat
from urllib.parse import parse_qs, unquote, urlsplit

from app.doctor.finding import Finding, State, fault, good, listed, watch
from app.doctor.installation import is_public, unsafe
from app.settings import Settings

# Beyond these, a browser left open is open for too long (docs/security.md).
LONGEST = {"session_idle_minutes": 720, "session_absolute_hours": 24}
TRIVIAL = ("", "postgres", "password", "motdepasse", "secret", "admin", "odd17", "changeme")
GRAVITY = (State.GOOD, State.WATCH, State.FAULT)
ENCRYPTED = ("require", "verify-ca", "verify-full")


def level_of_logs(settings: Settings) -> Finding:
    if not isinstance(logging.getLevelName(settings.log_level), int):
        return fault(f"ODD17_LOG_LEVEL n’est pas un niveau connu : « {settings.log_level} ».")
    if settings.log_level == "DEBUG":
        return unsafe(settings)("Le journal technique est au niveau DEBUG, trop bavard : préférez INFO.")
    return good(f"Le journal technique est au niveau {settings.log_level}.")


def folder_is_private(settings: Settings) -> Finding:
    """Only asked of a production folder: the embedded server, run for root, works under another user."""
    folder = settings.data_dir
    if settings.database_url is None or os.name != "posix" or not folder.exists():
        return good(f"Le dossier des données {folder} n’a pas d’autre lecteur à craindre ici.")
    if folder.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH | stat.S_IXOTH):
        return unsafe(settings)(f"Le dossier des données {folder} est ouvert à tous : « chmod o= {folder} ».")
    return good(f"Le dossier des données {folder} n’est pas ouvert aux autres utilisateurs de la machine.")


def secret_files_are_private(settings: Settings) -> Finding:
    """A key anyone on the machine may read is no key."""
    if os.name != "posix" or not settings.data_dir.exists():
        return good("Aucun fichier de clé à protéger.")
    keys = sorted(found for found in settings.data_dir.glob("*key*") if found.is_file())
    opened = [found.name for found in keys if found.stat().st_mode & 0o077]
    if opened:
        return fault(f"Des clés peuvent être lues par d’autres : {listed(opened)} ; « chmod 600 » les referme.")
    return good("Les fichiers de clé ne sont lisibles que par le site.")


def limits_of_sessions(settings: Settings) -> Finding:
    beyond = [
        f"ODD17_{name.upper()} ({getattr(settings, name)} ; au plus {most})"
        for name, most in LONGEST.items()
        if getattr(settings, name) > most
    ]
    if beyond:
        return unsafe(settings)(f"Des connexions dureraient trop longtemps : {listed(beyond)}.")
    return good("Les connexions et leurs liens finissent d’eux-mêmes dans les bornes admises.")


def link_to_the_database(settings: Settings) -> Finding:
    if settings.database_url is None:
        return good("La base intégrée n’est joignable que par un fichier de cette machine.")
    links = (settings.database_url, settings.owner_database_url or settings.database_url)
    return max((_link(settings, url) for url in links), key=lambda found: GRAVITY.index(found.state))


def _link(settings: Settings, url: str) -> Finding:
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    if parts.password is not None and unquote(parts.password) in (*TRIVIAL, parts.username):
        return unsafe(settings)("Le mot de passe de la base est de ceux qu’on essaie d’abord : changez-le.")
    host = asked.get("host", [parts.hostname or "/"])[0]
    if host in Settings.HERE or host.startswith("/") or asked.get("sslmode", [""])[0] in ENCRYPTED:
        return good("Ce que le site échange avec la base ne circule pas en clair.")
    return watch(f"Ce que le site échange avec la base ({host}) peut circuler en clair : « ?sslmode=verify-full ».")


def identity_provider(settings: Settings) -> Finding:
    issuer, parts = settings.oidc_issuer, urlsplit(settings.oidc_issuer)
    if not issuer:
        return good("Aucun fournisseur d’identité : chacun se connecte ici.")
    if parts.scheme != "https" and (is_public(settings) or parts.hostname not in Settings.HERE):
        return fault(f"Le fournisseur d’identité est joint sans HTTPS ({issuer}) : ODD17_OIDC_ISSUER.")
    return good(f"Le fournisseur d’identité est {issuer}.")


def ordinary_user(settings: Settings) -> Finding:
    if os.name == "posix" and os.geteuid() == 0 and is_public(settings):
        return watch("Le site tourne sous l’utilisateur root : donnez-lui un utilisateur à lui.")
    return good("Le site tourne sous un utilisateur sans pouvoir particulier, ou à l’essai.")


def journal_is_protected(settings: Settings) -> Finding:
    """Whoever owns the tables may rewrite what the journal says: the site must not be that one."""
    own, owner = settings.database_url, settings.owner_database_url
    if own is not None and (owner is None or urlsplit(owner).username == urlsplit(own).username):
        return unsafe(settings)(
            "Le journal n’est pas protégé\u00a0: donnez le propriétaire des tables dans ODD17_OWNER_DATABASE_URL, "
            "et un autre rôle dans ODD17_DATABASE_URL."
        )
    return good("Le site se connecte sous un rôle qui n’est pas le propriétaire des tables.")


def backups(settings: Settings) -> Finding:
    if settings.backup_dir is None:
        return watch("Aucune sauvegarde ne se fait seule\u00a0: ODD17_BACKUP_DIR.")
    if not settings.backup_key:
        return watch("Les sauvegardes de chaque nuit ne sont pas chiffrées\u00a0: ODD17_BACKUP_KEY.")
    return good(f"Une sauvegarde chiffrée se fait chaque nuit dans {settings.backup_dir}.")


def second_factor(settings: Settings) -> Finding:
    if is_public(settings) and settings.second_factor == "optionnel":
        return watch("Un mot de passe seul suffit à qui modifie\u00a0: ODD17_SECOND_FACTOR.")
    return good(f"Le second facteur est réglé sur «\u00a0{settings.second_factor}\u00a0».")
