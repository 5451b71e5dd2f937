"""The empty route."""

from fastapi import FastAPI, Response

app = FastAPI(openapi_url=None)


@app.get("/")
def nothing() -> Response:
    return Response()
