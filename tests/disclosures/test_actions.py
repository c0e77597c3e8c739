"""Actions after publication: after the commit, with a status, tried again, and never in the editor's way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from disclosures import actions
from disclosures.models import ActionRun
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch):
    """The registry with one action of ours alone; its calls are recorded."""
    made: list[int] = []
    monkeypatch.setattr(actions, "_actions", {})

    @actions.after_change("page", name="record-calls")
    def record(pk: int) -> None:
        made.append(pk)

    return made


def test_publishing_a_page_performs_the_action_after_the_commit(calls, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.text_page()
        assert page.pk not in calls
    assert page.pk in calls
    assert ActionRun.objects.get(subject=f"page:{page.pk}").status == ActionRun.Status.DONE


def test_a_change_that_is_rolled_back_asks_for_nothing(calls):
    with transaction.atomic():
        actions.request("page", 7)
        transaction.set_rollback(True)
    assert not ActionRun.objects.filter(subject="page:7").exists()


def test_unpublishing_and_deleting_ask_again(calls, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.text_page()
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    with django_capture_on_commit_callbacks(execute=True):
        pk = page.pk
        page.delete()
    assert calls.count(pk) >= 3


def test_a_failing_action_waits_longer_each_time_and_is_given_up_at_last(monkeypatch):
    monkeypatch.setattr(actions, "_actions", {})

    @actions.after_change("page", name="fails")
    def fails(pk: int) -> None:
        raise ConnectionError("the engine is dead")

    actions.request("page", 1)
    run, now, pauses = ActionRun.objects.get(), timezone.now(), []
    for _attempt in range(actions.ATTEMPTS):
        assert actions.perform(run.pk, now) is False
        run.refresh_from_db()
        pauses.append(run.not_before - now)
        assert "the engine is dead" in run.error
        now = run.not_before
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[-1]
    assert run.status == ActionRun.Status.FAILED
    assert actions.catch_up(now + timedelta(days=30)) == (0, 0)


def test_what_was_given_up_can_be_tried_again_by_command(monkeypatch, calls):
    ActionRun.objects.create(
        action="record-calls", subject="page:5", status=ActionRun.Status.FAILED, attempts=8, not_before=timezone.now()
    )
    call_command("catch_up", "--given-up")
    assert calls == [5]
    assert ActionRun.objects.get().status == ActionRun.Status.DONE


def test_it_is_not_tried_before_its_time(calls):
    now = timezone.now()
    run = ActionRun.objects.create(action="record-calls", subject="page:5", not_before=now + timedelta(minutes=1))
    assert actions.perform(run.pk, now) is False
    assert calls == []


def test_a_row_that_a_worker_took_with_it_when_it_died_is_taken_up_again(calls):
    now = timezone.now()
    run = ActionRun.objects.create(
        action="record-calls",
        subject="page:5",
        status=ActionRun.Status.RUNNING,
        not_before=now,
        started=now - actions.ABANDONED_AFTER * 2,
    )
    assert actions.perform(run.pk, now) is True
    assert calls == [5]


def test_a_row_that_another_worker_holds_is_left_alone(calls):
    now = timezone.now()
    run = ActionRun.objects.create(
        action="record-calls", subject="page:5", status=ActionRun.Status.RUNNING, not_before=now, started=now
    )
    assert actions.perform(run.pk, now) is False
    assert calls == []


def test_a_change_during_the_action_is_not_lost(monkeypatch):
    monkeypatch.setattr(actions, "_actions", {})
    seen = []

    @actions.after_change("page", name="changes-meanwhile")
    def changes(pk: int) -> None:
        seen.append(pk)
        if len(seen) == 1:
            actions.request("page", pk)

    actions.request("page", 3)
    run = ActionRun.objects.get()
    actions.perform(run.pk, timezone.now())
    run.refresh_from_db()
    assert seen == [3, 3]
    assert run.status == ActionRun.Status.DONE


def test_an_action_of_an_app_that_is_gone_says_so(calls):
    run = ActionRun.objects.create(action="long-gone", subject="page:1", not_before=timezone.now())
    assert actions.perform(run.pk, timezone.now()) is False
    run.refresh_from_db()
    assert "long-gone" in run.error


def test_two_actions_cannot_have_one_name(calls):
    with pytest.raises(ValueError, match="record-calls"):
        actions.after_change("page", name="record-calls")(print)
