"""Documents: those of a project, all of them, one, its versions, its file."""

from app.documents.routes_all import router as all_documents
from app.documents.routes_document import router as one
from app.documents.routes_files import router as files
from app.documents.routes_new import router as new
from app.documents.routes_versions import router as versions
from app.web.auth import Router

router = Router()
for part in (all_documents, new, one, versions, files):
    router.include_router(part)
