"""A reading kept as JSON comes back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.plans.reading import Placed, PlanReading, Where
from disclosures.plans.stored import StaleReading, pack, storable, unpack
from tests.disclosures.plans.readings import Earlier, Section, indicator, reading

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
figures = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3)
places = st.builds(Where, page=st.none() | st.integers(1, 99), table=st.none() | st.integers(1, 9))


@given(words, figures, st.lists(words, max_size=3), places)
def test_any_reading_survives_being_kept_as_json(text, figure, paragraphs, where):
    made = reading(
        title=text,
        sections=(Section(text, 1, tuple(paragraphs), where, goal=None),),
        indicators=(
            indicator(
                name=text,
                target_value=figure,
                where=where,
                earlier=(Earlier(2013, text, None),),
                places=(("name", where),),
            ),
        ),
    )
    assert unpack(json.loads(json.dumps(pack(made)))) == made


def test_figures_keep_their_decimals():
    made = reading(indicators=(indicator(weight=Decimal("0.10")),))
    assert str(unpack(pack(made)).indicators[0].weight) == "0.10"


def test_what_was_placed_is_not_kept_since_the_rows_say_it():
    made = replace(reading(), placed=(Placed("甲", "goal", Where(row=1)),))
    assert unpack(pack(made)).placed == ()


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "reading",
        {},
        {"title": "x"},
        {**pack(reading()), "new_field": 1},
        {**pack(reading()), "fiscal_year": "103"},
    ],
)
def test_what_an_older_reader_kept_is_refused_as_stale(data):
    with pytest.raises(StaleReading):
        unpack(data)


@given(st.text())
def test_a_storable_text_fits_every_database(text):
    kept = storable(text)
    assert "\x00" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept


def test_a_reading_is_made_of_what_json_knows():
    assert isinstance(unpack(pack(reading())), PlanReading)
    assert json.loads(json.dumps(pack(reading()))) == pack(reading())
