"""Snippets: what is marked is what met, and the text is the author's."""

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import parse
from search.engine.highlight import MAX_TEXT, mark, snippet
from search.engine.text import number_key, number_keys, storable, unwrap


def shown(parts) -> str:
    return "".join(f"[{part.text}]" if part.marked else part.text for part in parts)


def marked(query: str, text: str) -> str:
    return shown(mark(text, parse(query).phrases))


def test_the_words_of_the_text_are_marked_in_their_own_spelling():
    assert marked("台中", "臺中市的臺中公園") == "[臺中]市的[臺中]公園"
    assert marked("indicator", "Performance Indicators, indicator.") == "Performance [Indicators], [indicator]."
    assert marked("mou", "ＭＯＵ全文") == "[ＭＯＵ]全文"


def test_a_single_character_is_marked_alone():
    assert marked("市", "臺中市政府") == "臺中[市]政府"


def test_overlapping_hits_are_one_mark():
    assert marked("合作備忘 備忘錄", "合作備忘錄") == "[合作備忘錄]"


def test_a_phrase_is_not_marked_across_punctuation():
    assert marked("備忘", "設備，忘記") == "設備，忘記"


def test_a_snippet_shows_the_place_that_holds_most_of_the_query():
    text = "備忘錄。" + "其他內容，" * 200 + "締約後公開備忘錄全文。" + "結尾，" * 100
    parts, held = snippet(text, parse("公開 備忘錄 全文").phrases)
    assert held == 3
    assert "[公開備忘錄全文]" in shown(parts)
    assert shown(parts).startswith("…")
    assert len(shown(parts)) < 150


def test_a_text_without_the_words_gives_its_beginning():
    parts, held = snippet("本府辦理各項業務。" * 30, parse("備忘錄").phrases)
    assert held == 0
    assert shown(parts).startswith("本府辦理")
    assert shown(parts).endswith("…")


def test_a_very_long_text_is_looked_at_in_part():
    parts, held = snippet("字" * (MAX_TEXT + 1000) + "備忘錄", parse("備忘錄").phrases)
    assert held == 0
    assert parts


@given(st.text(max_size=400), st.text(max_size=20))
def test_marking_never_changes_the_text(text, query):
    parts = mark(text, parse(query).phrases)
    assert "".join("".join(part.text for part in parts).split()) == "".join(text.split())


@given(st.text(max_size=600), st.text(max_size=20))
def test_snippets_never_raise(text, query):
    snippet(text, parse(query).phrases)


def test_texts_become_storable_without_moving_anything():
    assert storable("甲\x00乙\ud800丙") == "甲 乙 丙"


def test_words_that_a_line_break_cut_are_joined():
    assert unwrap("備忘\n錄 and\nmore") == "備忘錄 and\nmore"


def test_numbers_are_keys_without_width_and_punctuation():
    assert number_key("府授研字第 １１１-００１ 號") == number_key("府授研字第111001號")
    assert "1110012345" in number_keys("府授研綜字第1110012345號")
