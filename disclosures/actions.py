"""Actions after publication: one registry, after the commit, with a status, retries and a way to catch up.

A section or a service registers what must follow when a subject changes::

    @after_change("page", name="search-index")
    def index_page(pk: int) -> None: ...

:func:`request` writes a row in the *same* transaction as the change and hands it to the worker after the commit.
An action looks at the present state of its subject, so running it twice, late, or after a deletion is harmless.
A failing action never disturbs the editor: it is tried again, later each time;
``manage.py catch_up`` runs what is due.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from disclosures.models import ActionRun

logger = logging.getLogger(__name__)

ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
ABANDONED_AFTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Action:
    """A named function of a subject's primary key."""

    name: str
    kind: str
    run: Callable[[int], None]


_actions: dict[str, Action] = {}


def after_change(kind: str, *, name: str) -> Callable[[Callable[[int], None]], Callable[[int], None]]:
    """Registers a function to run after subjects of ``kind`` (``page``, ``file``) change; names are unique."""

    def register(function: Callable[[int], None]) -> Callable[[int], None]:
        if name in _actions:
            raise ValueError(f"an action called {name!r} exists already")
        _actions[name] = Action(name, kind, function)
        return function

    return register


def registered(kind: str | None = None) -> list[Action]:
    """All actions, or those of one kind of subject, in the order they were registered."""
    return [action for action in _actions.values() if kind in {None, action.kind}]


def request(kind: str, pk: int) -> None:
    """Asks for every action of ``kind`` for the subject ``pk``; part of the caller's transaction."""
    for action in registered(kind):
        _request(action, f"{kind}:{pk}")


def _request(action: Action, subject: str) -> None:
    now = timezone.now()
    fresh = {"status": ActionRun.Status.WAITING, "attempts": 0, "not_before": now, "error": ""}
    run, created = ActionRun.objects.get_or_create(action=action.name, subject=subject, defaults=fresh)
    if not created:  # a running action is not begun beside itself: it runs once more when it ends
        mine = ActionRun.objects.filter(pk=run.pk)
        mine.update(request=F("request") + 1)
        mine.exclude(status=ActionRun.Status.RUNNING).update(**fresh)
    transaction.on_commit(lambda: _hand_over(run.pk), robust=True)


def _hand_over(run_pk: int) -> None:
    run_action.enqueue(run_pk)


@task()
def run_action(run_pk: int) -> None:
    """The worker's entry: performs one row of :class:`ActionRun` if it still waits."""
    if not perform(run_pk, timezone.now()) and run_action.get_backend().supports_defer:
        waiting = ActionRun.objects.filter(pk=run_pk, status=ActionRun.Status.WAITING).first()
        if waiting:
            run_action.using(run_after=waiting.not_before).enqueue(run_pk)


def perform(run_pk: int, now: datetime) -> bool:
    """Runs one row; True when it is done. A row that another worker holds, or that is not due, is left alone."""
    due = ActionRun.objects.due(now, now - ABANDONED_AFTER).filter(pk=run_pk)
    if not due.update(status=ActionRun.Status.RUNNING, started=now, attempts=F("attempts") + 1):
        return False
    run = ActionRun.objects.get(pk=run_pk)
    action = _actions.get(run.action)
    same = ActionRun.objects.filter(pk=run_pk, request=run.request)
    try:
        if action is None:
            raise LookupError(f"no action is called {run.action!r}; was an app removed?")
        action.run(int(run.subject.partition(":")[2]))
    except Exception as error:  # whatever an action meets is kept with its row and tried again
        logger.exception("Action %s failed (attempt %s)", run, run.attempts)
        given_up = run.attempts >= ATTEMPTS
        same.update(
            status=ActionRun.Status.FAILED if given_up else ActionRun.Status.WAITING,
            not_before=now + FIRST_PAUSE * 2 ** (run.attempts - 1),
            error=f"{type(error).__name__}: {error}"[:2000],
            finished=timezone.now(),
        )
        _once_more(run)
        return False
    same.update(status=ActionRun.Status.DONE, finished=timezone.now(), error="")
    _once_more(run)
    return True


def _once_more(run: ActionRun) -> None:
    """Begins anew what was asked for again while it ran."""
    again = ActionRun.objects.filter(pk=run.pk, status=ActionRun.Status.RUNNING).exclude(request=run.request)
    if again.update(status=ActionRun.Status.WAITING, attempts=0, not_before=timezone.now()):
        _hand_over(run.pk)


def catch_up(now: datetime, *, include_given_up: bool = False) -> tuple[int, int]:
    """Runs all that is due, oldest first; returns how many were done and how many failed."""
    if include_given_up:
        ActionRun.objects.filter(status=ActionRun.Status.FAILED).update(
            status=ActionRun.Status.WAITING, attempts=0, not_before=now
        )
    done = failed = 0
    for pk in list(ActionRun.objects.due(now, now - ABANDONED_AFTER).values_list("pk", flat=True)):
        if perform(pk, now):
            done += 1
        else:
            failed += 1
    return done, failed
