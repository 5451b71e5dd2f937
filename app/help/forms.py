"""What each person chooses of how the site looks and listens."""

from pydantic import BaseModel

from app.models.user import Theme


class Display(BaseModel):
    theme: Theme = Theme.AUTO
    single_keys: bool = False


class QuickTheme(BaseModel):
    """From the menu, on any page."""

    theme: Theme
