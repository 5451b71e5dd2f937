"""What a partner fills in to get in again."""

from pydantic import BaseModel

from app.accounts.forms import Email


class NewLink(BaseModel):
    email: Email
