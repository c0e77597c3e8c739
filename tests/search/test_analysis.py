"""Folding and tokens: what is typed and what is written meet, whatever the characters."""

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis import fold, fold_fingerprint, index_terms, parse, tokenize
from search.analysis.query import MAX_CHARS, clean
from search.analysis.tokens import plural_stem

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=40)
ANYTHING = st.text(st.characters(max_codepoint=sys.maxunicode), max_size=300)  # lone surrogates included


def contains(terms: list[str], phrase) -> bool:
    """Whether a phrase stands in a row of index terms, as an engine would see it."""
    size = len(phrase.terms)
    for start in range(len(terms) - size + 1):
        window = terms[start : start + size]
        last = window[-1].startswith(phrase.terms[-1]) if phrase.prefix else window[-1] == phrase.terms[-1]
        if window[:-1] == list(phrase.terms[:-1]) and last:
            return True
    return False


@given(ANYTHING)
@example("İßﬁ㌔㍿Ⅷ½")
def test_folding_keeps_the_length_and_folding_twice_changes_nothing(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺中市", "台中市"), ("ＭＯＵ", "mou"), ("備忘錄", "备忘录"), ("衛生", "衞生"), ("１１１年", "111年"),
        ("為", "爲"), ("峰", "峯"), ("Café", "cafe"), ("一○三", "一〇三"), ("污染", "汙染"),
    ],
)  # fmt: skip
def test_variants_of_a_character_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("計劃", "計畫"), ("市長", "市場"), ("公開", "公告")])
def test_different_words_stay_different(one, other):
    assert fold(one) != fold(other)


def test_the_fingerprint_of_the_table_is_stable_within_a_version():
    assert fold_fingerprint() == fold_fingerprint()
    assert len(fold_fingerprint()) == 16


@given(ANYTHING)
def test_offsets_of_tokens_point_at_their_text(text):
    for token in tokenize(text):
        assert 0 <= token.start < token.end <= len(text)
        if len(token.term) == token.end - token.start:
            assert fold(text[token.start : token.end]) == token.term
    assert [token.term for token in tokenize(text)] == index_terms(text)


def test_a_han_run_gives_bigrams_and_its_last_character():
    assert index_terms("合作備忘錄") == ["合作", "作备", "备忘", "忘录", "录"]
    assert index_terms("市") == ["市"]


def test_words_and_numbers_are_words():
    assert index_terms("MOU合作, COVID-19: 3,420萬 city's") == [
        "mou",
        "合作",
        "作",
        "covid",
        "19",
        "3420",
        "万",
        "city",
    ]


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("policies", "policy"), ("indicators", "indicator"), ("plans", "plan"), ("bus", "bus"), ("status", "status"),
     ("classes", "classe"), ("goes", "goes"), ("is", "is"), ("process", "process")],
)  # fmt: skip
def test_only_plurals_are_stemmed(plural, singular):
    assert plural_stem(plural) == singular


@given(HAN, st.data())
def test_any_two_or_more_neighbouring_characters_of_a_text_find_it(text, data):
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    tree = parse(text[start:end])
    terms = index_terms(f"前言，{text}。後記")
    assert all(contains(terms, phrase) for phrase in tree.clauses[0].alternatives[0].phrases)


@given(HAN, st.data())
def test_any_single_character_of_a_text_finds_it(text, data):
    char = data.draw(st.sampled_from(text))
    (phrase,) = parse(char).clauses[0].alternatives[0].phrases
    assert contains(index_terms(text), phrase)


def test_a_phrase_does_not_cross_punctuation():
    (phrase,) = parse("備忘").clauses[0].alternatives[0].phrases
    assert not contains(index_terms("設備，忘記"), phrase)


@pytest.mark.parametrize("text", ["第3屆第2次", "111年度", "本市111年度施政計畫", "2022 年", "MOU合作備忘錄第3條"])
def test_numbers_glued_to_han_are_found_in_a_sentence_that_holds_them(text):
    terms = index_terms(f"依據{text}規定辦理")
    for clause in parse(text).clauses:
        assert all(contains(terms, phrase) for phrase in clause.alternatives[0].phrases)


@given(ANYTHING)
@example('"')
@example("*" * 50)
@example("AND OR NOT (")
@example("\x00\ud800\U0001f600")
@example('"' * 10_000)
def test_nothing_that_is_typed_raises_and_the_tree_stays_small(text):
    tree = parse(text)
    assert len(tree.text) <= MAX_CHARS
    assert len(tree.clauses) <= 17
    assert len(tree.atoms) <= 24
    assert "\x00" not in tree.text
    tree.text.encode()  # no lone surrogate is left


def test_what_is_cut_is_said():
    assert parse("市" * 10_000).shortened
    assert parse(" ".join(f"w{number}" for number in range(40))).shortened
    assert not parse("市政府").shortened


def test_spaced_out_characters_are_one_word():
    assert parse("備 忘 錄").clauses == parse("備忘錄").clauses
    assert clean("備　忘　錄")[0] == "備忘錄"


def test_quotation_marks_make_one_phrase_of_several_words():
    (clause,) = parse('"performance indicators"').clauses
    assert clause.alternatives[0].phrases[0].terms == ("performance", "indicator")
    assert parse("“performance indicators”").clauses == parse('"performance indicators"').clauses


def test_an_open_quotation_mark_is_ignored():
    assert parse('"合作 備忘錄').clauses == parse("合作 備忘錄").clauses
