"""The editable lists: code, label, order, active. A value in use can be retired, never deleted."""

from sqlalchemy import ForeignKey, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class ListValue:
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True, server_default="true")


class Profile(ListValue, Base):
    __tablename__ = "profile"


class PartnerRole(ListValue, Base):
    __tablename__ = "partner_role"


class PartnershipCategory(ListValue, Base):
    __tablename__ = "partnership_category"


class PartnershipMode(ListValue, Base):
    __tablename__ = "partnership_mode"
    category_code: Mapped[str] = mapped_column(ForeignKey("partnership_category.code"))


class CommonObjective(ListValue, Base):
    __tablename__ = "common_objective"


class InnovationPhase(ListValue, Base):
    __tablename__ = "innovation_phase"


class Engineering(ListValue, Base):
    __tablename__ = "engineering"


class Domain(ListValue, Base):
    __tablename__ = "domain"


class SustainableGoal(ListValue, Base):
    """ODD 1 to 17, and the targets 17.14, 17.16 and 17.17."""

    __tablename__ = "sustainable_goal"


class Scale(ListValue, Base):
    """Échelon : from quartier to international."""

    __tablename__ = "scale"


class MilestoneKind(ListValue, Base):
    __tablename__ = "milestone_kind"


class Pillar(ListValue, Base):
    """Pillars of valorisation: the closing deliverables."""

    __tablename__ = "pillar"


class Region(ListValue, Base):
    """The 18 regions by INSEE code, with their place on the tile grid (row and column from 1; overseas on row 6)."""

    __tablename__ = "region"
    overseas: Mapped[bool] = mapped_column(default=False, server_default="false")
    tile_row: Mapped[int] = mapped_column(SmallInteger)
    tile_column: Mapped[int] = mapped_column(SmallInteger)


EDITABLE_LISTS: dict[str, type[ListValue]] = {
    "profils": Profile,
    "roles": PartnerRole,
    "categories": PartnershipCategory,
    "modes": PartnershipMode,
    "objectifs": CommonObjective,
    "phases": InnovationPhase,
    "ingenieries": Engineering,
    "domaines": Domain,
    "odd": SustainableGoal,
    "echelons": Scale,
    "jalons": MilestoneKind,
    "piliers": Pillar,
}
