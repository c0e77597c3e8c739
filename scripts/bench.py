"""What ``make bench`` prints: pages per second, uncached, over HTTP; SQL queries of each page; search latencies.

With ``--search`` (``make bench-search``) only search is judged and timed, on 20,000 documents.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from demo import ROOT, Demo, port_is_free

SECONDS = 5
CLIENTS = 4
QUERIES = [
    "備忘錄",
    "陳情",
    "依限辦結率",
    "台中市政府",
    "2014年",
    "研考會",
    "performance indicator",
    "施政",
    "的",
    "公文 時效",
]


COUNT_QUERIES = """
import django, json, sys
django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client, counts = Client(SERVER_NAME="127.0.0.1"), {}
for path in json.load(sys.stdin):
    assert client.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    counts[path] = len(queries)
print(json.dumps(counts))
"""


def pages() -> dict[str, str]:
    """The pages that are measured."""
    return {
        "home": "/",
        "home, English": "/en/",
        "list of plans": "/disclosures/plans/",
        "plan": "/disclosures/plans/rdec-2014/",
        "plan, English": "/en/disclosures/plans/rdec-2014/",
        "search": "/search/?" + urllib.parse.urlencode({"q": "依限辦結率"}),
    }


def machine() -> str:
    processor = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        "",
    )
    return f"{date.today().isoformat()}, {os.cpu_count()} cores {processor}, Python {platform.python_version()}"


def fetch(address: str) -> float:
    """Seconds for one request; an error page is an error of the benchmark."""
    began = time.perf_counter()
    with urllib.request.urlopen(address, timeout=60) as answer:
        answer.read()
    return time.perf_counter() - began


def rate(address: str) -> tuple[float, list[float]]:
    """Requests per second with some clients at once, and each request's seconds."""
    fetch(address)
    end, times = time.perf_counter() + SECONDS, []

    def client(_number: int) -> list[float]:
        mine = []
        while time.perf_counter() < end:
            mine.append(fetch(address))
        return mine

    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        for mine in pool.map(client, range(CLIENTS)):
            times += mine
    return len(times) / (time.perf_counter() - began), times


def milliseconds(times: list[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"p50 {statistics.median(ordered) * 1000:6.1f} ms   p95 {p95 * 1000:6.1f} ms"


def measure_pages(demo: Demo) -> None:
    counts = query_counts(demo)
    print(f"\nPages, uncached, {CLIENTS} clients on the same machine, gunicorn with 2 workers of 4 threads")
    for name, path in pages().items():
        per_second, times = rate(demo.address + path)
        print(f"  {name:<16}{per_second:7.1f} pages/s   {milliseconds(times)}   {counts[path]:3d} SQL queries")
    print("\nSearch over HTTP, one client")
    for query in QUERIES:
        address = f"{demo.address}/search/?" + urllib.parse.urlencode({"q": query})
        print(f"  {query:<24}{milliseconds([fetch(address) for _ in range(20)])}")


def query_counts(demo: Demo) -> dict[str, int]:
    """SQL queries of a second visit to each page, by Django's own count."""
    answer = subprocess.run(
        [sys.executable, "-c", COUNT_QUERIES],
        cwd=ROOT,
        env=demo.environment(),
        input=json.dumps(list(pages().values())),
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise SystemExit(answer.stderr)
    counts: dict[str, int] = json.loads(answer.stdout.splitlines()[-1])
    return counts


def judge_search(demo: Demo) -> int:
    return subprocess.run(
        [sys.executable, "manage.py", "bench_search"], cwd=ROOT, env=demo.environment(), check=False
    ).returncode


def main() -> int:
    port = next(port for port in range(8601, 8700) if port_is_free(port))
    demo = Demo(port, ROOT / "var" / "bench")
    print(machine())
    demo.prepare()
    if "--search" in sys.argv:
        return judge_search(demo)
    try:
        demo.start()
        demo.wait_until_ready()
        measure_pages(demo)
    finally:
        demo.stop()
    return judge_search(demo)


if __name__ == "__main__":
    raise SystemExit(main())
