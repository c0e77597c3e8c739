"""The desk's known inline scripts get a nonce; whatever else is inline does not."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from portal.desk_policy import is_known, with_nonce

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.text(), JSON)
def test_a_known_start_with_any_data_is_known(identifier, options):
    code = f"initDateChooser({json.dumps(identifier)}, {json.dumps(options)});"
    assert is_known(code)


@pytest.mark.parametrize(
    "code",
    [
        "alert(1)",
        'initDateChooser("a", alert(1));',
        'initDateChooser("a", {"x": 1}); alert(1)',
        'initDateChooser("a"); initDateChooser("b");',
        'new Function("alert(1)")();',
        'new Function("alert(1)");',
        '(function() { var panel = new InlinePanel(JSON.parse("{}")); alert(1); })();',
        '(function() { var panel = new InlinePanel(JSON.parse("\\x22")); })();',
        "createTaskChooser(document.cookie);",
    ],
)
def test_anything_that_is_more_than_data_is_not_known(code):
    assert not is_known(code)
    assert "nonce" not in with_nonce(f"<script>{code}</script>", "abc")


def test_the_template_of_a_new_row_is_marked_too():
    assert 'nonce="abc"' in with_nonce('<script>initTimeChooser("id___prefix__", {});<-/script>', "abc")


@pytest.mark.django_db
def test_the_desk_answers_with_a_policy_that_allows_nothing_inline(admin_client):
    response = admin_client.get(reverse("wagtailadmin_home"))
    assert response.status_code == 200
    assert "unsafe-inline" not in response["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_page_of_the_desk_arrives_whole(admin_client):
    from tests import factories

    plan = factories.plan()
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[plan.pk]))
    assert b'<script nonce="' in response.content
    assert int(response["Content-Length"]) == len(response.content)
    assert response.content.rstrip().endswith(b"</html>")
