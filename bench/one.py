"""One measure: python -m bench.one b1 33 7 prints its figures as JSON, on the last line."""

import json
import sys
from importlib import import_module


def main(name: str, size: str, rounds: str) -> None:
    print(json.dumps(import_module(f"bench.{name}").measure(int(size), int(rounds)), ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
