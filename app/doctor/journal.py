"""The journal: out of reach of the site, whole, and sealed as it goes."""

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from app.doctor.finding import Finding, fault, good, listed, watch
from app.journal.roles import journal_is_protected
from app.journal.verification import count_sealed, faults_of_chain

LATE = text("""
SELECT count(*) FROM journal_transaction AS t LEFT JOIN journal_seal AS s ON s.transaction_id = t.id
WHERE s.number IS NULL AND t.at < now() - interval '15 minutes'
""")
UNPROTECTED = (
    "Le site se connecte sous le propriétaire des tables\u00a0: le journal n’est pas protégé. "
    "Donnez-lui son propre rôle, et l’autre à ODD17_OWNER_DATABASE_URL."
)


def protected(connection: Connection) -> Finding:
    if journal_is_protected(connection):
        return good("Le journal est hors de portée du site\u00a0: son rôle ne peut que le lire.")
    return watch(UNPROTECTED)


def whole(session: Session) -> Finding:
    faults = faults_of_chain(session)
    if faults:
        return fault(f"Le journal a été touché\u00a0: {listed(faults)}")
    late = session.scalar(LATE) or 0
    if late:
        return watch(f"{late}\u00a0acte(s) du journal attendent leur sceau\u00a0: « odd17 worker » ne tourne pas.")
    return good(f"Le journal est entier ({count_sealed(session)}\u00a0actes enchaînés).")
