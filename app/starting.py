"""Before the site is served: an unsafe setting is refused in sentences, one that is only doubtful is told."""

import sys
from collections.abc import Sequence

from sqlalchemy import Engine

from app.doctor.examination import OF_THE_INSTALLATION, OF_THE_SERVER, of_tables
from app.doctor.finding import Finding, State
from app.doctor.installation import is_public
from app.errors import Refused
from app.settings import Settings

REFUSED = "Le site ne démarre pas, ses réglages ne sont pas sûrs\u00a0:"
DOUBTFUL = "À voir (« odd17 doctor » le redit)\u00a0: {}"


def check_settings(settings: Settings) -> None:
    """Needs no database: nothing is prepared for a site that will not be served."""
    _settle(settings, [check(settings) for check in OF_THE_INSTALLATION])


def check_server(settings: Settings, engine: Engine) -> None:
    _settle(settings, [of_tables(engine, check) for check in OF_THE_SERVER])


def _settle(settings: Settings, findings: Sequence[Finding]) -> None:
    faults = [finding.sentence for finding in findings if not finding.ok]
    if faults:
        raise Refused("\n".join([REFUSED, *(f"- {sentence}" for sentence in faults)]))
    if is_public(settings):  # a trial says once that it is one
        for finding in findings:
            if finding.state is State.WATCH:
                sys.stderr.write(DOUBTFUL.format(finding.sentence) + "\n")
