"""Runs the suite on a real PostgreSQL: ``pytest -p tests.services.postgres`` starts a server and stops it again."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

OWNER = "postgres"


class Server:
    """A server of its own on a loopback port, in a temporary folder, as a user other than root."""

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        self.folder = Path(tempfile.mkdtemp(prefix="daylight-postgres-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"postgres://{OWNER}@127.0.0.1:{self.port}/{OWNER}"

    def run(self, *command: str) -> None:
        as_owner = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
        subprocess.run([*as_owner, *command], check=True, capture_output=True, text=True, cwd="/")

    def start(self) -> None:
        if os.geteuid() == 0:
            owner = pwd.getpwnam(OWNER)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        data = str(self.folder / "data")
        self.run(str(self.binaries / "initdb"), "-A", "trust", "-U", OWNER, "-E", "UTF8", "--no-sync", "-D", data)
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=/tmp -c fsync=off"
        self.run(
            str(self.binaries / "pg_ctl"), "-w", "-D", data, "-l", str(self.folder / "log"), "-o", options, "start"
        )

    def stop(self) -> None:
        self.run(str(self.binaries / "pg_ctl"), "-w", "-m", "immediate", "-D", str(self.folder / "data"), "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def _start() -> Server | None:
    """Starts the server unless the caller named one; workers of xdist find its address in the environment."""
    if os.environ.get("DATABASE_URL"):
        return None
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not found:
        pytest.exit("PostgreSQL is missing; install it with: apt-get install postgresql", 1)
    server = Server(found[-1].parent)
    server.start()
    os.environ["DATABASE_URL"] = server.url
    return server


_server = _start()  # on import: Django reads its settings before any hook of a plugin given by -p


def pytest_unconfigure() -> None:
    if _server is not None:
        _server.stop()
