"""Starts the portal as a citizen would meet it: production server, worker, sample content. Used by ``make demo``."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
START_SECONDS = 120


def say(text: str) -> None:
    print(text, flush=True)


class Demo:
    """The demo's folder, its environment and its two processes."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        self.folder = folder
        self.address = f"http://127.0.0.1:{port}"
        self.processes: list[subprocess.Popen[bytes]] = []

    def environment(self) -> dict[str, str]:
        """The caller's environment (a DATABASE_URL is obeyed) with what the demo needs."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "SECRET_KEY": self.kept_secret("secret-key"),
            "DATA_DIR": str(self.folder),
            "SITE_URL": self.address,
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "DEBUG": "0",
            "BEHIND_HTTPS_PROXY": "0",
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
            "PYTHONUNBUFFERED": "1",
        }

    def kept_secret(self, name: str) -> str:
        """A random text made once for this folder and readable by its owner only."""
        place = self.folder / name
        if not place.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            place.touch(mode=0o600)
            place.write_text(secrets.token_urlsafe(48))
        return place.read_text()

    def run(self, *command: str) -> None:
        """Runs one of our programs in the demo's environment; ends the demo where it fails."""
        if subprocess.run([PYTHON, *command], cwd=ROOT, env=self.environment(), check=False).returncode:
            raise SystemExit(1)

    def prepare(self) -> None:
        """Prepares what this version has not prepared yet; a new port alone changes only the site's address."""
        stamp, wanted = self.folder / "prepared", [fingerprint(), self.address]
        done = stamp.read_text().split() if stamp.exists() else ["", ""]
        if done[0] != wanted[0]:
            say("Preparing the demo (the first time takes a minute or two):")
            self.run("scripts/prepare_demo.py", str(self.folder))
        elif done != wanted:
            self.run("manage.py", "set_site_address")
        stamp.write_text(" ".join(wanted))

    def start(self) -> None:
        """Starts the server and the worker; output of the server goes to this terminal."""
        environment = self.environment()
        self.processes = [
            subprocess.Popen(
                [
                    PYTHON,
                    "-m",
                    "gunicorn",
                    "portal.wsgi",
                    "--bind",
                    f"127.0.0.1:{self.port}",
                    "--workers",
                    "2",
                    "--threads",
                    "4",
                    "--preload",
                    "--log-level",
                    "warning",
                    "--limit-request-line",
                    "0",  # a very long query is answered by a page, not by a bare error
                    "--worker-tmp-dir",
                    str(self.folder),
                ],
                cwd=ROOT,
                env=environment,
            ),
            subprocess.Popen(
                [PYTHON, "manage.py", "db_worker", "--interval", "0.5", "--no-startup-delay", "--verbosity", "0"],
                cwd=ROOT,
                env=environment,
            ),
        ]

    def wait_until_ready(self) -> None:
        """Returns when both languages answer; ends the demo when a process died or nothing answers in time."""
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit:
            if any(process.poll() is not None for process in self.processes):
                raise SystemExit("The portal stopped while starting; its message stands above.")
            if all(answers(self.address + path) for path in ("/", "/en/")):
                return
            time.sleep(0.2)
        raise SystemExit(f"The portal did not answer within {START_SECONDS} seconds.")

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()

    def introduce(self) -> None:
        """Prints the addresses and the accounts."""
        say("")
        say(f"  中文        {self.address}/")
        say(f"  English     {self.address}/en/")
        say(f"  Desk        {self.address}/desk/")
        accounts = self.folder / "accounts.json"
        for account in json.loads(accounts.read_text()) if accounts.exists() else []:
            say(f"              {account['username']:<10} {account['password']:<20} {account['role']}")
        say("")
        say(f"Ready: {self.address}/  (Ctrl+C stops it and keeps your edits; make demo RESET=1 begins anew)")


def fingerprint() -> str:
    """Changes when code, static files, translations, sample content or the database change."""
    digest = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode())
    for place in sorted(ROOT.glob("uv.lock")) + sorted(
        file
        for folder in ("portal", "home", "disclosures", "search")
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and file.suffix not in {".pyc", ".mo"} and "templates" not in file.parts
    ):
        digest.update(str(place.relative_to(ROOT)).encode() + hashlib.sha256(place.read_bytes()).digest())
    return digest.hexdigest()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reset", action="store_true", help="remove the demo's database and begin anew")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "demo")
    options = parser.parse_args()
    try:
        port = int(os.environ.get("PORT", "8000"))
        if not 1 <= port <= 65535:
            raise ValueError
    except ValueError:
        say(f"PORT must be a number from 1 to 65535 (it is {os.environ.get('PORT')!r}).")
        return 1
    if not port_is_free(port):
        say(f"Port {port} is in use. Choose another: make demo PORT={port + 1}")
        return 1
    if options.reset and os.environ.get("DATABASE_URL"):
        say("RESET=1 begins anew only with SQLite; empty the database of DATABASE_URL yourself.")
        return 1
    if options.reset and options.folder.exists():
        shutil.rmtree(options.folder)
    demo = Demo(port, options.folder)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        demo.prepare()
        demo.start()
        demo.wait_until_ready()
        demo.introduce()
        while all(process.poll() is None for process in demo.processes):
            time.sleep(0.5)
        say("A part of the portal stopped by itself; its message stands above.")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 0
    finally:
        demo.stop()


if __name__ == "__main__":
    raise SystemExit(main())
