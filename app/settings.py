"""Every setting of the product, read from ``ODD17_*`` environment variables; described in ``docs/operations.md``."""

from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.errors import Refused


class Settings(BaseSettings):
    HERE: ClassVar = ("127.0.0.1", "localhost", "::1")

    model_config = SettingsConfigDict(env_prefix="ODD17_", extra="ignore")

    database_url: str | None = Field(
        None, description="Serveur PostgreSQL à utiliser ; sans elle, base d’essai intégrée."
    )
    owner_database_url: str | None = Field(
        None, repr=False, description="Même base, par le propriétaire des tables ; sans elle, journal non protégé."
    )
    replica_url: str | None = Field(None, description="Réplique en lecture, pour les pages qui ne font que lire.")
    data_dir: Path = Field(
        Path("var"), description="Dossier des données : base d’essai, courriels non envoyés, captures."
    )
    base_url: str = Field("http://127.0.0.1:8000", description="Adresse publique du site, utilisée dans les courriels.")
    smtp_url: str | None = Field(None, description="Serveur d’envoi, par exemple smtp://nom:secret@hote:587.")
    mail_from: str = Field("Fonds ODD 17 <ne-pas-repondre@localhost>", description="Expéditeur des courriels.")
    fund_contact: str = Field("", description="Adresse ou téléphone du Fonds, dits aux partenaires.")
    fund_name: str = Field("Fonds ODD 17", description="Nom officiel du Fonds dans les données ouvertes.")
    fund_siret: str = Field("", description="SIRET du Fonds, 14 chiffres, pour les données ouvertes.")
    fund_360_prefix: str = Field("", description="Préfixe donné par 360Giving, par exemple 360G-fondsodd17.")
    open_data_url: str = Field("", description="Page publique où les données ouvertes du Fonds sont déposées.")
    pool_size: int = Field(10, ge=1, description="Connexions ouvertes vers la base par processus.")
    session_idle_minutes: int = Field(240, ge=5, description="Durée d’inactivité avant de redemander la connexion.")
    session_absolute_hours: int = Field(12, ge=1, description="Durée totale d’une connexion.")
    sign_in_link_minutes: int = Field(10, ge=1, le=10, description="Validité d’un lien de connexion reçu par courriel.")
    secret_key: str | None = Field(
        None, min_length=32, repr=False, description="Clé qui scelle les secrets gardés ; sans elle, un fichier à part."
    )
    second_factor: Literal["optionnel", "gestion", "tous"] = Field(
        "optionnel", description="Qui doit avoir un second facteur : personne, ceux qui modifient, tous."
    )
    oidc_issuer: str = Field("", description="Adresse du service d’identité (OpenID Connect).")
    oidc_client_id: str = Field("", description="Nom du back office chez ce service.")
    oidc_client_secret: str = Field("", repr=False, description="Son secret chez ce service.")
    oidc_label: str = Field("", description="Nom du service, tel que le bouton de connexion le montre.")
    respondent_idle_hours: int = Field(8, ge=1, description="Inactivité avant qu’un partenaire rouvre son lien.")
    respondent_absolute_days: int = Field(30, ge=1, description="Durée totale d’une visite de partenaire.")
    results_link_days: int = Field(90, ge=1, description="Validité d’un lien vers les résultats.")
    four_eyes: bool = Field(True, description="Une personne met une tranche en paiement, une autre la dit versée.")
    account_invitation_hours: int = Field(72, ge=1, description="Validité de l’invitation à ouvrir son compte.")
    backup_dir: Path | None = Field(
        None, description="Dossier des sauvegardes de chaque nuit ; sans lui, aucune ne se fait seule."
    )
    backup_at: time = Field(time(2, 30), description="Heure de Paris de la sauvegarde de chaque nuit.")
    backup_key: str = Field("", description="Clé publique (age1…) pour qui les sauvegardes sont chiffrées.")
    document_max_mb: int = Field(20, ge=1, le=100, description="Taille d’un document, en Mo.")
    document_max_per_project: int = Field(500, ge=1, description="Fichiers gardés par projet, versions comprises.")
    clamd: str = Field("", description="Antivirus clamd qui lit chaque document : /run/clamav/clamd.ctl ou hote:3310.")
    document_project_mb: int = Field(2_000, ge=1, description="Place de tous les documents d’un projet, en Mo.")
    metrics_at: str = Field(
        "", description="Adresse privée et port où montrer les mesures, par exemple 127.0.0.1:9117."
    )
    slow_query_ms: int = Field(1_000, ge=0, description="Durée, en ms, d’une requête notée comme lente ; 0 : aucune.")
    log_level: str = Field("INFO", description="Niveau du journal : DEBUG, INFO, WARNING ou ERROR.")

    @property
    def is_local(self) -> bool:
        """Nobody but this machine reaches the site."""
        return urlsplit(self.base_url).hostname in self.HERE

    @property
    def secure_cookies(self) -> bool:
        return self.base_url.startswith("https://")


@lru_cache
def settings() -> Settings:
    """Read once. A value that cannot be read is refused by name."""
    try:
        return Settings()
    except ValidationError as faults:
        names = sorted({f"ODD17_{str(fault['loc'][0]).upper()}" for fault in faults.errors()})
        raise Refused(f"Réglage mal écrit\u00a0: {', '.join(names)}. Voyez docs/operations.md.") from faults
