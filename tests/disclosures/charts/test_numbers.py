from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.charts.numbers import Scale, axis

ANY = st.decimals(allow_nan=False, allow_infinity=False)


def ticks(values: list[str], unit: str = "", *, from_zero: bool = False) -> list[str]:
    found = axis([Decimal(value) for value in values], unit, chinese=True, from_zero=from_zero)
    return [found.scale.text(tick, exact=True) for tick in found.ticks]


def test_an_axis_begins_at_zero_and_has_round_ticks():
    assert ticks(["3", "17"]) == ["0", "5", "10", "15", "20"]


def test_an_axis_of_values_close_together_leaves_zero_out_so_that_changes_show():
    assert ticks(["95", "98.2"], "%") == ["95%", "96%", "97%", "98%", "99%"]


def test_an_axis_of_percentages_never_goes_beyond_a_hundred():
    assert ticks(["50", "100"], "%")[-1] == "100%"
    assert ticks(["97", "100"], "%")[-1] == "100%"
    assert ticks(["120"], "%")[-1] != "100%"


@pytest.mark.parametrize("values", [["0"], ["0", "0"], ["75"], ["-5", "-5"], ["1E+30"], ["1E-30"], ["9E+999999"]])
def test_equal_values_have_an_axis_with_zero(values):
    found = axis([Decimal(value) for value in values], "", chinese=True)

    assert found.low <= 0 <= found.high
    assert found.low < found.high


@pytest.mark.parametrize(
    ("value", "unit", "chinese", "shown", "caption"),
    [
        ("34200000", "次", True, "3,420", "單位：萬次"),
        ("34205678", "次", True, "3,420.57", "單位：萬次"),
        ("34200000", "calls", False, "34.2", "Unit: million calls"),
        ("123456789012", "元", True, "1,234.57", "單位：億元"),
        ("99999", "人次", True, "99,999", "單位：人次"),
        ("100000", "人次", True, "10", "單位：萬人次"),
        ("98.500", "%", True, "98.5%", ""),
        ("-1200", "", False, "−1,200", ""),
        ("1.5E+30", "", False, "1.5", "Unit: ×10³⁰"),
        ("0.00001234", "", True, "1.23", "單位：×10⁻⁵"),
    ],
)
def test_figures_are_written_on_the_scale_that_reads_best(value, unit, chinese, shown, caption):
    scale = Scale.of(abs(Decimal(value)), unit, chinese=chinese)

    assert scale.text(Decimal(value)) == shown
    assert scale.caption(unit, chinese=chinese) == caption


def test_a_figure_too_small_for_its_scale_is_not_called_zero():
    assert Scale.of(Decimal("1E+30"), "", chinese=True).text(Decimal(3)) == "≈0"
    assert Scale.of(Decimal("1E+30"), "", chinese=True).text(Decimal(0)) == "0"


@given(st.lists(ANY, min_size=1, max_size=6), st.booleans(), st.sampled_from(["", "%", "件"]))
def test_any_values_lie_on_their_axis_which_has_few_ticks(values, from_zero, unit):
    found = axis(values, unit, chinese=True, from_zero=from_zero)

    assert 2 <= len(found.ticks) <= 8
    assert list(found.ticks) == sorted(set(found.ticks))
    assert all(0 <= found.share(value) <= 1 for value in values)
    assert found.low <= min(values) * (1 - Decimal("1E-20") * (1 if min(values) > 0 else -1))
