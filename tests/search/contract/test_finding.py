"""What is found, and how it is told."""

import pytest

from search.engine import Page, Query
from tests.search.contract.conftest import document, ids


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("備忘錄", {"mou"}), ("备忘录", {"mou"}), ("備 忘 錄", {"mou"}), ("忘錄", {"mou"}), ("錄", {"mou"}),
        ("陳情", {"plan103", "plan111"}), ("公文 陳情", {"plan103"}), ("陳情公文", set()),
        ("研考會", {"plan103", "plan111"}),
        ("２０１４年", {"plan103"}), ("2014年", {"plan103"}), ("103年", {"plan103"}),
        ("一百零三年", {"plan103"}), ("2022年", {"mou", "plan111"}), ("2022年 計畫", {"plan111"}),
        ("施政計劃", {"plan103", "plan111"}), ("地方稅務局", {"tax"}),
        ("1110055001", {"mou"}), ("府授秘字第1110055001號", {"mou"}),
    ],
)  # fmt: skip
def test_a_word_finds_the_pages_that_hold_it(ask, typed, found):
    results = ask(typed)
    assert set(ids(results)) == found
    assert results.exact_total == len(found)


def test_english_is_found_in_the_plural_and_in_any_case(ask):
    assert ids(ask("Performance INDICATOR", "en")) == ["mou-en"]
    assert ids(ask("memoranda", "en")) == []
    assert ids(ask("sister cities", "en")) == ["mou-en"]


def test_a_visitor_is_answered_in_their_own_language(ask):
    assert ids(ask("2022", "en")) == ["mou-en"]
    assert set(ids(ask("2022"))) == {"mou", "plan111"}


def test_what_only_another_language_has_is_shown_and_said(ask):
    results = ask("performance indicators")
    assert ids(results) == ["mou-en"]
    assert results.widened
    assert not ask("陳情").widened


def test_the_language_facet_widens(ask):
    assert set(ids(ask("2022", language={"zh-hant", "en"}))) == {"mou", "plan111", "mou-en"}


def test_expansions_are_named_only_where_they_found_something(ask):
    assert ask("研考會").expansions == ("研究發展考核委員會",)
    assert ask("施政計劃").expansions == ("計畫",)
    assert ask("陳情").expansions == ()


def test_the_hit_says_what_it_is(ask):
    (hit,) = ask("公文").hits
    assert (hit.address, hit.title, hit.kind, hit.agency, hit.year) == (
        "/plan103/",
        "一百零三年施政計畫",
        "plan",
        "rdec",
        2014,
    )
    assert hit.tier == "exact"
    assert hit.score > 0
    assert any(part.marked and part.text == "公文" for part in hit.snippets[0])


def test_an_attachment_is_found_by_its_page(ask):
    (hit,) = ask("協商解決").hits
    assert hit.id == "mou"
    assert (hit.attachment.title, hit.attachment.page) == ("全文.pdf", 2)
    assert any(part.marked and part.text == "協商解決" for part in hit.attachment.snippet)


def test_clauses_may_be_met_by_page_and_attachment_together(ask):
    results = ask("協商 友好城市")
    assert ids(results) == ["mou"]
    assert results.hits[0].attachment.page == 2


def test_a_number_of_a_document_is_answered_at_once(ask):
    for typed in ("府授秘字第1110055001號", "府授秘字第 1110055001 号", "1110055001"):
        assert ask(typed).quick_answer.id == "mou"
    assert ask("111").quick_answer is None
    assert ask("備忘錄").quick_answer is None


def test_a_word_in_the_title_comes_before_one_in_the_text(engine):
    engine.index(
        [document("text", "其他事項", body="關於路燈。" * 3), document("title", "路燈維護", body="每月巡查。")]
    )
    assert ids(engine.search(Query("路燈", "zh-hant")))[0] == "title"


def test_the_spelling_that_was_typed_comes_first(engine):
    engine.index([document("a", "台中公園", body="說明"), document("b", "臺中公園", body="說明")])
    assert ids(engine.search(Query("台中", "zh-hant")))[0] == "a"
    assert ids(engine.search(Query("臺中", "zh-hant")))[0] == "b"


def test_a_wrong_character_is_answered_by_what_is_near(ask):
    results = ask("友好成市合作備忘錄")
    assert results.exact_total == 0
    assert ids(results, "relaxed")[0] == "mou"
    assert results.total == len(ids(results, "relaxed"))


def test_exact_answers_stand_before_near_ones(ask):
    tiers = [hit.tier for hit in ask("陳情處理").hits]
    assert tiers == sorted(tiers)


@pytest.mark.parametrize("typed", ["量子糾纏", "zebra unicorn", "溜冰鞋"])
def test_what_nothing_is_near_to_finds_nothing(ask, typed):
    assert ask(typed).total == 0


@pytest.mark.parametrize(
    "typed",
    ["", " ", '"', '""', "*", "AND OR NOT (", "NEAR(市 府)", "title : 市", "'; DROP TABLE doc; --", "\x00",
     "市\x00府", "\ud800",
     "\U0001f600", "市" * 10_000, "a b " * 5000, "^市", "-市", "市*", "𠀀𠀁", "%_", "\\", "(((((", "{}[]"],
)  # fmt: skip
def test_nothing_that_is_typed_is_an_error(ask, typed):
    results = ask(typed)
    assert results.problem in ("", "rebuilding")
    assert len(results.hits) <= 10


def test_a_blank_query_answers_with_no_hits(ask):
    assert ask("  ").total == 0
    assert ask("  ").hits == ()


def test_pages_of_results_follow_each_other_without_gap_or_repetition(engine):
    engine.index([document(f"d{number}", f"路燈{number}", body="路燈" * (number % 7)) for number in range(45)])
    seen = [
        hit.id for offset in range(0, 50, 10) for hit in engine.search(Query("路燈", "zh-hant", offset=offset)).hits
    ]
    assert len(seen) == len(set(seen)) == 45


def test_suggestions_are_titles_that_hold_what_was_typed(city):
    assert [s.text for s in city.suggest("施政", "zh-hant")] == ["111年度施政計畫", "一百零三年施政計畫"]
    assert [s.address for s in city.suggest("memo", "en")] == ["/en/mou/"]
    assert city.suggest("合作備", "zh-hant")[0].text == "友好城市合作備忘錄"
    assert city.suggest("memo", "zh-hant") == []


@pytest.mark.parametrize("typed", ["", '"', "*", "\x00", "😀", "市" * 5000])
def test_suggestions_never_fail(city, typed):
    assert isinstance(city.suggest(typed, "zh-hant"), list)


def test_texts_with_unstorable_characters_are_stored_all_the_same(engine):
    engine.index(
        [document("odd", "甲\x00乙", body="路\ud800燈 路燈", attachments=(Page("f", "附\x00件", 1, "巡\ud800查"),))]
    )
    assert ids(engine.search(Query("路燈", "zh-hant"))) == ["odd"]
