"""The list of projects in starlette-admin, on the same table: its page asks for its rows by a second request.

No filter lists, no totals, no figures of other tables: less than our page shows.
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


app = Starlette()
admin = Admin(create_engine(os.environ["BENCH_DATABASE_URL"], pool_size=10), title="Mesures", templates_dir="var/none")
admin.add_view(Projects(Project))
admin.mount_to(app)
