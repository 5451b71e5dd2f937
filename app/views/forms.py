"""What people fill in about a view of a list."""

from typing import Annotated

from pydantic import BaseModel, Field

Query = Annotated[str, Field(max_length=2_000)]


class ViewForm(BaseModel):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    is_shared: bool = False
    query: Query = ""
    liste: Annotated[str, Field(max_length=40)] = ""


LABELS = {"name": "Nom", "is_shared": "Partagée avec l’équipe"}
TAKEN = "Une de vos vues porte déjà ce nom."
CONSTRAINTS = {"uq_saved_view_name": ("name", TAKEN), "ck_saved_view_name": ("name", "Donnez un nom à cette vue.")}
