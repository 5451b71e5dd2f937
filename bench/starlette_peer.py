"""Projects in starlette-admin, on the same table: its list asks for its rows by a second request; its export and its
import are those it comes with, as .xlsx.

No filter lists, no totals, no figures of other tables: less than our page, our workbook and our import.
"""

import os

from sqlalchemy import create_engine
from starlette.applications import Starlette
from starlette_admin.contrib.sqla import Admin, ModelView

from app.models import Project

COLUMNS = ["id", "code", "title", "territory_label", "status", "region_code", "starts_on", "ends_on", "updated_at"]
ROWS = "/admin/api/project?skip=0&limit=50&order_by=title%20asc"


class Projects(ModelView):
    fields = COLUMNS
    page_size = 50
    exporters = ["xlsx"]  # noqa: RUF012
    importers = ["xlsx"]  # noqa: RUF012


app = Starlette()
admin = Admin(create_engine(os.environ["BENCH_DATABASE_URL"], pool_size=10), title="Mesures", templates_dir="var/none")
admin.add_view(Projects(Project))
admin.mount_to(app)
