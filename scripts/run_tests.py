"""All tests, as ``make test`` runs them: the suite on SQLite, the browser's tests, the suite again on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-rs"]
IN_CI = os.environ.get("CI") == "true"

RUNS = {
    "Suite on SQLite": [*PYTEST, "-n", "2", "-m", "not browser"],
    "Browser": [*PYTEST, "-m", "browser"],
    # What knows no database answers the same there and is not asked again.
    "Suite on PostgreSQL": [*PYTEST, "-n", "2", "-m", "django_db and not browser", "-p", "tests.services.postgres"],
}


def main() -> int:
    failed = []
    for name, command in RUNS.items():
        if name == "Suite on PostgreSQL" and not IN_CI and not any(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")):
            print("Skipped: the suite on PostgreSQL. Install it with: apt-get install postgresql")
            continue
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
        print(f"   {time.monotonic() - began:.0f} s", flush=True)
    if failed:
        print("Failed: " + ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
