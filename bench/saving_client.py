"""Partners who answer at the same time, in a process of its own: each sends one answer, waits for its state, goes on.

    python -m bench.saving_client PORT BROWSERS SECONDS PACE

PACE is the number of answers a second asked of all together; 0 is as fast as the server goes.
Writes {"rate": answers kept a second, "p50": ms, "p99": ms, "saves": count} as JSON.
"""

import asyncio
import json
import re
import statistics
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

from bench.client import HOST, Connection

QUESTIONS = ("A1.1", "A1.2", "A2.1", "A2.2", "B1.1", "B1.2", "C1.1", "C1.2")
BLANK = "0.8f9c4ff35ead"
SEEN = re.compile(rb'name="seen-observed-([A-Z0-9.]+)"\s+value="([^"]+)"')


class Partner:
    """One browser: it knows the version of each answer it was shown."""

    def __init__(self, port: int, respondent: int, cookie: str, csrf: str) -> None:
        self.connection = Connection(port, b"")
        self.path = f"/ma-grille/{respondent}/reponses"
        self.head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nCookie: {cookie}\r\nX-CSRF-Token: {csrf}\r\n"
            "Sec-Fetch-Site: same-origin\r\nHX-Request: true\r\nHX-Request-Type: partial\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
        )
        self.seen: dict[str, str] = {}
        self.number = 0

    def next_request(self) -> bytes:
        question = QUESTIONS[self.number % len(QUESTIONS)]
        name, level = f"observed-{question}", (self.number // len(QUESTIONS) + self.number) % 5
        self.number += 1
        body = urlencode(
            {
                "cell": name,
                f"seen-{name}": self.seen.get(question, BLANK),
                f"value-{name}": level,
                f"evidence-{name}": 0,
                f"comment-{name}": "",
            }
        )
        return f"{self.head}Content-Length: {len(body)}\r\n\r\n{body}".encode()

    async def save(self) -> None:
        self.connection.request = self.next_request()
        body = await self.connection.ask()
        self.seen |= {question.decode(): seen.decode() for question, seen in SEEN.findall(body)}


async def as_fast_as_it_goes(partner: Partner, until: float, latencies: list[float]) -> None:
    while time.perf_counter() < until:
        started = time.perf_counter()
        await partner.save()
        latencies.append(time.perf_counter() - started)


async def at_a_pace(partner: Partner, first: float, every: float, until: float, latencies: list[float]) -> None:
    """The wait counts from the instant the answer was given, even when the one before is still on its way."""
    due = first
    while due < until:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await partner.save()
        latencies.append(time.perf_counter() - due)
        due += every


async def measure(port: int, browsers: list[tuple[int, str, str]], seconds: float, pace: float) -> dict[str, float]:
    partners = [Partner(port, *browser) for browser in browsers]
    latencies: list[float] = []
    started = time.perf_counter()
    until = started + seconds
    if pace:
        runs = [
            at_a_pace(partner, started + number / pace, len(partners) / pace, until, latencies)
            for number, partner in enumerate(partners)
        ]
    else:
        runs = [as_fast_as_it_goes(partner, until, latencies) for partner in partners]
    await asyncio.gather(*runs)
    elapsed = time.perf_counter() - started
    for partner in partners:
        await partner.connection.close()
    cuts = statistics.quantiles(latencies, n=100)
    return {"rate": len(latencies) / elapsed, "p50": cuts[49] * 1000, "p99": cuts[98] * 1000, "saves": len(latencies)}


if __name__ == "__main__":
    port, file, seconds, pace = sys.argv[1:]
    browsers = json.loads(Path(file).read_text(encoding="utf-8"))
    print(json.dumps(asyncio.run(measure(int(port), browsers, float(seconds), float(pace)))))
