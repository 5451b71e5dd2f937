"""Partners invited to answer, and the addresses of their pages."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.assessments import service
from app.models import Answer, Campaign, Invitation, Respondent, RespondentPriority
from tests import factories as make
from tests.app.assessments.situations import a_campaign_of
from tests.support.client import Client
from tests.support.html import find_form, form_values

REVIEW = "relecture"


@dataclass(frozen=True)
class Invited:
    """The first partner of a campaign, in front of its own grid."""

    client: Client
    session: Session
    campaign: Campaign
    respondent: Respondent
    invitation: Invitation

    @property
    def home(self) -> str:
        return f"/ma-grille/{self.respondent.id}"

    def axis(self, code: str) -> str:
        return f"{self.home}/axes/{code}"

    def values(self, code: str) -> dict[str, list[str]]:
        """What the form of a screen would send, nothing touched."""
        self.client.get(self.axis(code))
        assert self.client.page is not None
        return form_values(find_form(self.client.page, self.axis(code)))

    def send(self, *cells: str, screen: str = "resultats", **typed: str) -> "tuple[int, str]":
        """As the page does with script: the fields of the cells just given, nothing else."""
        names = [(kind, cell) for cell in cells for kind in ("seen", "value", "evidence", "comment")]
        page = self.values(screen)
        fields = {f"{kind}-{cell}": page.get(f"{kind}-{cell}", [""])[-1] for kind, cell in names}
        fields |= {f"{kind}-{cell}": value for kind, value in typed.items() for cell in cells}
        reply = self.client.post_part(f"{self.home}/reponses", fields | {"cell": list(cells)})
        return reply.status_code, reply.text

    def save(self, screen: str, **typed: str) -> int:
        """As the form of a screen does without script: `value__observed_A1_1="3"`."""
        fields = {named(name): value for name, value in typed.items()}
        return self.client.post_form(self.axis(screen), fields, page=self.axis(screen)).status_code

    def levels(self) -> "list[tuple[str, int | None, str | None]]":
        query = select(Answer.question_code, Answer.level, Answer.no_level)
        rows = self.session.execute(query.order_by(Answer.question_code, Answer.reading))
        return [(row.question_code, row.level, row.no_level) for row in rows]

    def priorities(self) -> dict[str, int]:
        rows = self.session.execute(select(RespondentPriority.criterion_code, RespondentPriority.value))
        return {row.criterion_code: row.value for row in rows}

    def close(self) -> None:
        service.close_campaign(self.session, campaign=self.campaign, user=None, now=clock.now())
        self.session.commit()

    def end_yesterday(self) -> None:
        """Its last day is over, though nobody has closed it."""
        self.campaign.closes_on = clock.today() - timedelta(days=1)
        self.session.commit()


def invite(
    client: Client, session: Session, *profiles: str, moment: str = "in_itinere", closes_on: date | None = None
) -> Invited:
    """The first of these profiles has opened its link; a collectivité is invited beside unless said otherwise."""
    campaign, respondents = a_campaign_of(session, *(profiles or ("association", "collectivite")), moment=moment)
    campaign.closes_on = closes_on
    invitation = make.an_invitation(session, respondents[0])
    client.enter(invitation)
    return Invited(client, session, campaign, respondents[0], invitation)


def named(keyword: str) -> str:
    """`value__observed_A1_1` → `value-observed-A1.1`, `keep__priorite_D1` → `keep-priorite-D1`."""
    kind, _, cell = keyword.partition("__")
    reading, _, code = cell.partition("_")
    return f"{kind}-{reading}-{code.replace('_', '.')}"
