"""Asks for one address again and again from several connections, in a process of its own.

    python -m bench.client PORT PATH COOKIE CLIENTS SECONDS

Writes {"rate": pages per second, "p50": ms, "p99": ms, "pages": count} as JSON.
"""

import asyncio
import json
import statistics
import sys
import time

HOST = "127.0.0.1"


class Connection:
    """Kept open as long as the server allows."""

    def __init__(self, port: int, request: bytes) -> None:
        self.port, self.request = port, request
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self) -> bytes:
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(HOST, self.port, limit=2**20)
        self.writer.write(self.request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        if b" 200 " not in head.partition(b"\r\n")[0]:
            raise RuntimeError(head.decode())
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        body = await self.reader.readexactly(length)
        if b"connection: close" in head:
            await self.close()
        return body

    async def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


async def repeat(connection: Connection, until: float, latencies: list[float]) -> None:
    while time.perf_counter() < until:
        started = time.perf_counter()
        await connection.ask()
        latencies.append(time.perf_counter() - started)
    await connection.close()


async def measure(port: int, path: str, cookie: str, clients: int, seconds: float) -> dict[str, float]:
    request = f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nCookie: {cookie}\r\n\r\n".encode()
    latencies: list[float] = []
    started = time.perf_counter()
    await asyncio.gather(*(repeat(Connection(port, request), started + seconds, latencies) for _ in range(clients)))
    elapsed = time.perf_counter() - started
    cuts = statistics.quantiles(latencies, n=100)
    return {"rate": len(latencies) / elapsed, "p50": cuts[49] * 1000, "p99": cuts[98] * 1000, "pages": len(latencies)}


if __name__ == "__main__":
    port, path, cookie, clients, seconds = sys.argv[1:]
    print(json.dumps(asyncio.run(measure(int(port), path, cookie, int(clients), float(seconds)))))
