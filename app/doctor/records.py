"""Rules of the fund that every record should keep, whatever way it came in."""

from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.doctor.finding import Finding, fault, good, listed, watch
from app.models import Allocation, Campaign, CampaignStatus, Instalment, InstalmentStatus, Investment, Project, Result
from app.models import ProjectStatus as Status

FUNDED = (Status.VALIDE, Status.CONVENTIONNE, Status.EN_COURS, Status.TERMINE, Status.CAPITALISE)
AGREED = FUNDED[1:]
Projects = Select[str]


def allocations_within_investments(session: Session) -> Finding:
    shares = _sum_of(Allocation.amount_eur).where(Allocation.investment_id == Investment.id).scalar_subquery()
    above = codes(session, _projects(Investment).where(shares > Investment.amount_eur))
    if above:
        return fault(f"Les parts des financeurs dépassent l’investissement : {listed(above)}.")
    return good("Les parts des financeurs tiennent dans chaque investissement.")


def payments_are_dated(session: Session) -> Finding:
    incomplete = or_(Instalment.paid_on.is_(None), Instalment.paid_amount_eur.is_(None))
    paid = _projects(Investment).join(Instalment, Instalment.investment_id == Investment.id)
    undated = codes(session, paid.where(Instalment.status == InstalmentStatus.PAID, incomplete))
    if undated:
        return fault(f"Des tranches versées n’ont ni date ni montant : {listed(undated)}.")
    return good("Chaque tranche versée a sa date et son montant.")


def instalments_add_up(session: Session) -> Finding:
    """Checked when a project is « conventionné »; corrections after that may open a gap, which people should know."""
    due = _sum_of(Instalment.amount_eur).where(
        Instalment.investment_id == Investment.id, Instalment.status != InstalmentStatus.CANCELLED
    )
    gap = codes(
        session, _projects(Investment).where(Project.status.in_(AGREED), due.scalar_subquery() != Investment.amount_eur)
    )
    if gap:
        return watch(f"Les tranches ne font pas le montant de l’investissement : {listed(gap)}.")
    return good("Les tranches des projets conventionnés font le montant de leurs investissements.")


def funded_projects_were_validated(session: Session) -> Finding:
    validated = select(Investment.id).where(Investment.project_id == Project.id, Investment.copil_on.is_not(None))
    without = codes(session, select(Project.code).where(Project.status.in_(FUNDED), ~validated.exists()))
    if without:
        return watch(f"Des projets validés n’ont aucun investissement daté d’un COPIL : {listed(without)}.")
    return good("Chaque projet validé a un investissement daté d’un COPIL.")


def published_campaigns_have_results(session: Session) -> Finding:
    result = select(Result.id).where(Result.campaign_id == Campaign.id)
    published = _projects(Campaign).where(Campaign.status == CampaignStatus.PUBLISHED, ~result.exists())
    without = codes(session, published)
    if without:
        return fault(f"Des campagnes publiées n’ont pas de résultat : {listed(without)}.")
    return good("Chaque campagne publiée a son résultat.")


def codes(session: Session, query: Projects) -> list[str]:
    return list(session.scalars(query.distinct().order_by(Project.code)))


def _projects(record: type[Investment] | type[Campaign]) -> Projects:
    return select(Project.code).join(record, record.project_id == Project.id)


def _sum_of(amount: Any) -> Select[Any]:
    return select(func.coalesce(func.sum(amount), 0))
