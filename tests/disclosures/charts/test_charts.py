import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosures.charts import Chart, Point, Series, bar_chart, chart_table, line_chart
from disclosures.charts.lines import apart
from disclosures.charts.model import labels
from disclosures.charts.svg import NARROW, WIDE, fitted, text_width, wrapped
from disclosures.tables import Column, to_json_rows

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = [line_chart, bar_chart]
STYLESHEET = Path(__file__).parents[3] / "portal" / "static" / "css" / "charts.css"


def series(name: str, **points: str | None) -> Series:
    """``series("實際", y103="98.5")``: labels are years of the Republic."""
    return Series(
        name, [Point(f"{year[1:]}年度", None if value is None else Decimal(value)) for year, value in points.items()]
    )


RESULT = series("實際", y102="98.2", y103="100", y105="99.1")
TARGET = series("目標", y102="95", y103="98", y104=None, y105="98")


def draw(
    *shown: Series, chart=line_chart, unit="%", title="依限辦結率", description="", lang="zh-hant", **more
) -> ET.Element:
    return ET.fromstring(chart(shown, unit=unit, title=title, description=description, lang=lang, **more))


def texts(drawing: ET.Element, class_: str) -> list[str]:
    return [each.text or "" for each in drawing.iter(f"{SVG}text") if each.get("class") == class_]


def marks(drawing: ET.Element, shape: str) -> list[ET.Element]:
    return [each for each in drawing.iter(f"{SVG}{shape}") if "chart-mark" in each.get("class", "")]


def spots(drawing: ET.Element) -> list[tuple[float, float]]:
    """Every coordinate of the drawing; texts count with the room they need."""
    found = []
    font = float(drawing.get("font-size", "0"))
    for each in drawing.iter():
        get = {key: float(value) for key, value in each.attrib.items() if re.fullmatch(r"-?[0-9.]+", value)}
        if each.tag == f"{SVG}rect":
            found += [(get["x"], get["y"]), (get["x"] + get["width"], get["y"] + get["height"])]
        elif each.tag == f"{SVG}line":
            found += [(get["x1"], get["y1"]), (get["x2"], get["y2"])]
        elif each.tag == f"{SVG}circle":
            found += [(get["cx"] - get["r"], get["cy"] - get["r"]), (get["cx"] + get["r"], get["cy"] + get["r"])]
        elif each.tag == f"{SVG}text":
            width = text_width(each.text or "", font)
            start = get["x"] - {"start": 0, "middle": width / 2, "end": width}[each.get("text-anchor", "start")]
            found += [(start, get["y"] - font * 0.9), (start + width, get["y"] + font * 0.2)]
        elif path := each.get("d") or each.get("points"):
            numbers = [float(number) for number in re.findall(r"-?[0-9.]+", path)]
            found += list(zip(numbers[::2], numbers[1::2], strict=True))
    return found


def assert_within(drawing: ET.Element) -> None:
    _, _, width, height = map(float, drawing.get("viewBox", "").split())
    slack = 1
    for x, y in spots(drawing):
        assert -slack <= x <= width + slack
        assert -slack <= y <= height + slack


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_a_chart_is_a_named_and_described_image_within_its_frame(chart, frame):
    drawing = draw(RESULT, TARGET, chart=chart, frame=frame)

    assert drawing.get("role") == "img"
    assert drawing.get("lang") == "zh-hant"
    named, described = (drawing.get("aria-labelledby") or "").split()
    by_id = {each.get("id"): each.text for each in drawing.iter() if each.get("id")}
    assert by_id[named] == "依限辦結率"
    assert by_id[described] == (
        "實際：102年度 98.2%、103年度 100%、105年度 99.1%；"
        "目標：102年度 95%、103年度 98%、104年度 無資料、105年度 98%。"
    )
    assert_within(drawing)


def test_a_given_description_is_kept_and_english_is_told_in_english():
    told = draw(Series("Result", [Point("2014", Decimal("34200000"), "audited")]), unit="calls", lang="en")

    assert draw(RESULT, description="三年皆達標")[1].text == "三年皆達標"
    assert told[1].text == "Result: 2014 34.2 million calls."
    assert "Result 2014: 34.2 million calls (audited)" in [each.text for each in told.iter(f"{SVG}title")]


def test_two_drawings_on_one_page_have_different_ids():
    chart = Chart.of_lines(
        [RESULT], unit="%", title="甲", lang="zh-hant", name="a", heading=Column("y", "年度", "Year")
    )
    other = Chart.of_lines(
        [TARGET], unit="%", title="甲", lang="zh-hant", name="a", heading=Column("y", "年度", "Year")
    )
    ids = re.findall(r'\bid="([^"]+)"', chart.svg + other.svg)

    assert len(ids) == len(set(ids)) == 8
    assert 'id="k-wide-title"' in line_chart([RESULT], unit="", title="", description="", lang="en", key="k")


def test_a_telephone_gets_the_narrow_drawing_and_a_drawing_alone_is_never_hidden():
    chart = Chart.of_bars([RESULT], unit="%", title="甲", lang="en", name="a", heading=Column("y", "年度", "Year"))
    css = STYLESHEET.read_text()

    pair = ET.fromstring(chart.svg)
    assert pair.get("class") == "chart-pair"
    assert [each.get("viewBox", "").split()[2] for each in pair] == ["640", "320"]
    assert {rule.strip() for rule in re.findall(r"([^{}]+){\s*display: none", css)} == {
        ".chart-pair .chart-wide",
        ".chart-pair .chart-narrow",
    }


def test_series_differ_by_mark_and_line_not_by_colour_alone():
    drawing = draw(RESULT, TARGET)
    css = STYLESHEET.read_text()

    assert marks(drawing, "circle")
    assert marks(drawing, "rect")
    assert re.search(r"\.chart-path\.chart-series-1 {[^}]*stroke-dasharray", css)


def test_nothing_in_a_drawing_is_styled_inline():
    for chart in CHARTS:
        svg = chart([RESULT, TARGET], unit="%", title="t", description="d", lang="zh")
        assert "style=" not in svg
        assert "<style" not in svg
        assert "#" not in svg


def test_every_class_of_a_drawing_that_colours_something_is_in_the_stylesheet():
    css = STYLESHEET.read_text()
    plain = {"chart-label"}
    used = set()
    for chart in CHARTS:
        whole = Series("全", [Point("a", Decimal(1), "", Decimal(2)), Point("b", Decimal(3))])
        used |= set(
            re.findall(
                r"chart-[a-z0-9-]+",
                " ".join(
                    re.findall(
                        r'class="([^"]*)"',
                        chart([whole, TARGET, whole, whole], unit="件", title="t", description="d", lang="zh"),
                    )
                ),
            )
        )

    assert {name for name in used - plain if f".{name}" not in css} <= {"chart-bars"}


def test_a_year_without_a_figure_is_a_gap_in_the_line():
    drawing = draw(series("實際", y102="1", y103="2", y105="3", y106="4"))

    assert len(list(drawing.iter(f"{SVG}path"))) == 2
    assert texts(drawing, "chart-tick")[-5:] == ["102年度", "103年度", "104年度", "105年度", "106年度"]


def test_a_single_figure_is_a_mark_without_a_line():
    drawing = draw(series("目標", y103="75"))

    assert len(list(drawing.iter(f"{SVG}path"))) == 0
    assert texts(drawing, "chart-value") == ["75%"]


def test_an_axis_that_leaves_out_zero_says_so():
    assert texts(draw(RESULT), "chart-note") == ["縱軸不從零開始。"]
    assert texts(draw(series("a", y103="1", y104="9"), lang="en"), "chart-note") == []


def test_the_upper_figure_stands_above_its_mark_and_the_lower_below():
    drawing = draw(series("實際", y103="80", y104="90"), series("目標", y103="90", y104="80"))
    heights = {
        text.text: float(text.get("y", "0"))
        for text in drawing.iter(f"{SVG}text")
        if text.get("class") == "chart-value"
    }

    assert heights["90%"] < min(float(mark.get("cy", "0")) for mark in marks(drawing, "circle"))
    assert heights["80%"] > max(float(mark.get("cy", "0")) for mark in marks(drawing, "circle"))


def test_lines_are_named_at_their_ends_or_in_a_legend_when_the_names_are_long():
    short = draw(RESULT, TARGET)
    long = draw(RESULT, series("年度目標值（含各機關自行列管之案件）", y103="1"))

    assert set(texts(short, "chart-name")) == {"實際", "目標"}
    assert (
        min(float(each.get("x", "0")) for each in short.iter(f"{SVG}text") if each.get("class") == "chart-name") > 500
    )
    assert max(float(each.get("x", "0")) for each in long.iter(f"{SVG}text") if each.get("class") == "chart-name") < 50


def test_a_remark_is_marked_at_its_figure_and_told_in_the_table():
    noted = Series("實際", [Point("103年度", Decimal(100), "依期限"), Point("104年度", Decimal(99))])
    table = chart_table([noted, TARGET], "rate", "依限辦結率", Column("year", "年度", "Year"))

    assert texts(draw(noted), "chart-value") == ["100%*", "99%"]
    assert to_json_rows(table)[1] == {"year": "103年度", "series_1": 100, "series_1_note": "依期限", "series_2": 98}
    assert [row["year"] for row in to_json_rows(table)] == ["102年度", "103年度", "104年度", "105年度"]


def test_a_count_shows_what_it_is_part_of():
    counted = Series("準時", [Point("出國報告", Decimal(22), "", Decimal(28))])
    drawing = draw(counted, chart=bar_chart, unit="件")
    whole, bar = (
        next(each for each in drawing.iter(f"{SVG}rect") if name in each.get("class", ""))
        for name in ("chart-whole", "chart-bar")
    )
    rows = to_json_rows(chart_table([counted], "t", "t", Column("kind", "種類", "Kind")))

    assert texts(drawing, "chart-value") == ["22 / 28"]
    assert float(bar.get("width", "")) / float(whole.get("width", "")) == pytest.approx(22 / 28, abs=0.01)
    assert rows == [{"kind": "出國報告", "series_1": 22, "series_1_of": 28}]


def test_a_bar_of_a_negative_figure_goes_the_other_way_from_zero():
    up, down = (
        next(
            each
            for each in draw(Series("x", [Point("a", Decimal(a)), Point("b", Decimal(b))]), chart=bar_chart).iter(
                f"{SVG}rect"
            )
        )
        for a, b in (("5", "-5"), ("-5", "5"))
    )

    assert float(down.get("x", "")) + float(down.get("width", "")) == pytest.approx(float(up.get("x", "")), abs=0.2)


def test_a_bar_without_a_figure_shows_a_dash():
    assert texts(draw(TARGET, chart=bar_chart), "chart-value") == ["95%", "98%", "–", "98%"]


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("shown", [[], [series("目標", y103=None)], [Series("x", [Point("a", Decimal("NaN"))])]])
def test_without_figures_there_is_a_sentence_instead_of_a_chart(chart, shown):
    assert (
        chart(shown, unit="", title="t", description="", lang="zh-hant")
        == '<p class="chart-empty">沒有可以畫成圖的數字。</p>'
    )
    assert "There are no figures to draw." in chart(shown, unit="", title="t", description="", lang="en")


def test_an_empty_chart_says_its_sentence_once():
    chart = Chart.of_bars([], unit="", title="t", lang="en", name="t", heading=Column("a", "甲", "A"))

    assert chart.svg.count("There are no figures") == 1
    assert to_json_rows(chart.table) == []


@pytest.mark.parametrize("chart", CHARTS)
def test_markup_in_texts_is_shown_not_obeyed(chart):
    evil = '<script>alert("1")</script>&\x00\ud800'
    svg = chart(
        [Series(evil, [Point(evil, Decimal(1), evil)])], unit=evil, title=evil, description=evil, lang='e"n', key='"k"'
    )

    assert "<script" not in svg
    assert ET.fromstring(svg)[0].text == '<script>alert("1")</script>&'


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["103年度", "101年度"], ["101年度", "102年度", "103年度"]),
        (["2016", "2014"], ["2014", "2015", "2016"]),
        (["甲", "乙"], ["甲", "乙"]),
        (["9" * 5000, "1"], ["9" * 5000, "1"]),
        (["007", "7"], ["007", "7"]),
        (["1", "1000000"], ["1", "1000000"]),
        (["103-1", "102-2"], ["103-1", "102-2"]),
    ],
)
def test_years_stand_in_their_order_with_the_missing_ones_between(found, expected):
    assert labels([Series("x", [Point(label, Decimal(1)) for label in found])], fill=True) == expected


def test_texts_are_cut_or_broken_where_room_ends():
    assert fitted("依限辦結率", 42, 14) == "依限…"
    assert wrapped("performance indicators", 110, 14, 2) == ["performance", "indicators"]
    assert wrapped("依限辦結率依限辦結率", 70, 14, 2) == ["依限辦結率", "依限辦結率"]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=4))
def test_names_at_the_ends_of_lines_never_overlap(heights):
    placed = [y for y, _ in apart(sorted((y, number) for number, y in enumerate(heights)), 20, 0, 100)]

    assert all(later - earlier >= 19.99 for earlier, later in pairwise(placed))
    assert placed[0] >= 0
    assert placed[-1] <= 100.01


NUMBERS = st.none() | st.decimals() | st.decimals(0, 100, places=1) | st.integers(-(10**12), 10**12).map(Decimal)
LABELS = st.text(max_size=12) | st.integers(90, 130).map("{}年度".format)
ANY_SERIES = st.builds(
    Series,
    st.text(max_size=30),
    st.lists(
        st.builds(Point, LABELS, NUMBERS, st.text(max_size=3), st.just(None)), max_size=8, unique_by=lambda p: p.label
    ),
)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(ANY_SERIES, max_size=4),
    st.sampled_from(["", "%", "件"]),
    st.sampled_from([WIDE, NARROW]),
    st.sampled_from(CHARTS),
)
def test_whatever_the_figures_a_drawing_is_well_formed_and_within_its_frame(shown, unit, frame, chart):
    svg = chart(shown, unit=unit, title="t", description="", lang="zh-hant", frame=frame)
    drawing = ET.fromstring(svg)

    assert not re.search(
        r"nan|inf",
        " ".join(value for each in drawing.iter() for key, value in each.attrib.items() if key != "id"),
        re.I,
    )
    if drawing.tag == f"{SVG}svg":
        assert_within(drawing)


@settings(deadline=None, max_examples=50)
@given(st.lists(ANY_SERIES, max_size=3))
def test_the_table_of_any_chart_can_be_written(shown):
    rows = to_json_rows(chart_table(shown, "t", "t", Column("label", "甲", "A")))

    assert len(rows) == len({point.label for each in shown for point in each.points})
