"""What a backup says of itself: the last part of the file, so that a file cut short has none."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from app.backup.keys import CannotOpen
from app.errors import Refused
from app.settings import Settings

FORMAT = 1
# Every setting is in one of the two lists: what is written in a backup, and what stays out of it.
TOLD = frozenset({
    "base_url", "data_dir", "mail_from", "fund_contact", "fund_name", "fund_siret", "fund_360_prefix", "open_data_url",
    "pool_size", "session_idle_minutes", "session_absolute_hours", "sign_in_link_minutes", "respondent_idle_hours",
    "respondent_absolute_days", "results_link_days", "log_level", "backup_dir", "backup_at", "backup_key",
    "clamd", "document_max_mb", "document_max_per_project", "document_project_mb", "metrics_at", "slow_query_ms",
    "second_factor", "four_eyes", "account_invitation_hours", "oidc_issuer", "oidc_client_id", "oidc_label",
})  # fmt: skip
UNTOLD = frozenset({
    "database_url", "owner_database_url", "replica_url", "smtp_url",  # an address may hold a password
    "secret_key", "oidc_client_secret",
})  # fmt: skip


@dataclass(frozen=True)
class Manifest:
    """`tables`: rows and digest of each; `documents`: {sha256: size} of those inside; `faults`: what is missing, in
    French; `journal`: the head of its chain, « number:seal »."""

    made_at: str
    revision: str
    postgresql: str
    tables: dict[str, dict[str, Any]]
    dump: dict[str, Any]
    database_bytes: int
    journal: str = ""
    documents: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    format: int = FORMAT

    def written(self) -> bytes:
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def told_settings(settings: Settings) -> dict[str, Any]:
    return settings.model_dump(mode="json", include=set(TOLD))


def read_manifest(file: Path) -> Manifest:
    try:
        content = json.loads(file.read_bytes())
        if content["format"] > FORMAT:
            raise CannotOpen(
                "Cette sauvegarde vient d’une version plus récente\u202f: mettez d’abord le back office à jour."
            )
        return Manifest(**content)
    except FileNotFoundError:
        raise Refused("Le fichier est incomplet\u202f: il lui manque le relevé de ce qu’il contient.") from None
    except (ValueError, KeyError, TypeError) as fault:
        raise Refused("Le fichier est abîmé\u202f: le relevé de ce qu’il contient ne se lit plus.") from fault
