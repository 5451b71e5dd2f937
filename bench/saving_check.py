"""Sends the same answers from each partner, one after the other: `python -m bench.saving_check PORT BROWSERS`."""

import asyncio
import json
import sys
from pathlib import Path

from bench.saving_client import QUESTIONS, Partner

PARTNERS = 20
TIMES = 2  # the second time round changes each answer


async def send(port: int, browsers: list[tuple[int, str, str]]) -> None:
    for browser in browsers[:PARTNERS]:
        partner = Partner(port, *browser)
        for _ in range(TIMES * len(QUESTIONS)):
            await partner.save()
        await partner.connection.close()


if __name__ == "__main__":
    asyncio.run(send(int(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))))
