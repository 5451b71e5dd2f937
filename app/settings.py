"""Every setting of the product, read from ``ODD17_*`` environment variables; described in ``docs/operations.md``."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.errors import Refused


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="ODD17_", extra="ignore")

    database_url: str | None = Field(
        None, description="Serveur PostgreSQL à utiliser ; sans elle, base d’essai intégrée."
    )
    replica_url: str | None = Field(None, description="Réplique en lecture pour les exports et tableaux de bord.")
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
    sign_in_link_minutes: int = Field(10, ge=1, description="Validité d’un lien de connexion reçu par courriel.")
    respondent_idle_hours: int = Field(8, ge=1, description="Inactivité avant qu’un partenaire rouvre son lien.")
    respondent_absolute_days: int = Field(30, ge=1, description="Durée totale d’une visite de partenaire.")
    results_link_days: int = Field(90, ge=1, description="Validité d’un lien vers les résultats.")
    log_level: str = Field("INFO", description="Niveau du journal : DEBUG, INFO, WARNING ou ERROR.")

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
