"""One slip in a run: every way to make one is asked for and recognised."""

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import fold, index_terms, parse
from search.analysis.near import GAP, LONGEST, SHORTEST, pattern, probes, runs

RUN = st.text(st.sampled_from("人民陳情案件時效依限辦結率公文施政計畫備忘錄"), min_size=SHORTEST, max_size=LONGEST).map(
    fold
)
CHAR = st.sampled_from("東南西北")


def places(terms, phrase) -> list[int]:
    """Where a phrase begins in a row of index terms."""
    size = len(phrase.terms)
    found = []
    for start in range(len(terms) - size + 1):
        window = terms[start : start + size]
        last = window[-1].startswith(phrase.terms[-1]) if phrase.prefix else window[-1] == phrase.terms[-1]
        if window[:-1] == list(phrase.terms[:-1]) and last:
            found.append(start)
    return found


def asked_for(run: str, text: str) -> bool:
    """Whether some probe of a run meets a text, as an engine would judge it."""
    terms = index_terms(text)
    for probe in probes(run):
        before = places(terms, probe.before)
        if probe.after is None and before:
            return True
        size = len(probe.before.terms)
        if probe.after and any(0 <= b - (a + size) <= GAP for a in before for b in places(terms, probe.after)):
            return True
    return False


@given(RUN, CHAR, st.data())
def test_a_wrong_character_inside_is_seen_through(run, char, data):
    place = data.draw(st.integers(1, len(run) - 2))
    text = f"關於{run[:place]}{char}{run[place + 1 :]}的說明"
    assert asked_for(run, text)
    assert pattern(run).search(fold(text))


@given(RUN, CHAR, st.data())
def test_a_missing_character_is_seen_through(run, char, data):
    place = data.draw(st.integers(1, len(run) - 1))
    text = f"關於{run[:place]}{char}{run[place:]}的說明"
    assert asked_for(run, text)
    assert pattern(run).search(fold(text))


@given(RUN, st.data())
def test_a_surplus_character_is_seen_through(run, data):
    place = data.draw(st.integers(0, len(run) - 1))
    text = f"關於{run[:place]}{run[place + 1 :]}的說明"
    assert asked_for(run, text)
    assert pattern(run).search(fold(text))


@given(RUN, st.data())
def test_two_characters_in_the_wrong_order_are_seen_through(run, data):
    place = data.draw(st.integers(0, len(run) - 2))
    text = f"關於{run[:place]}{run[place + 1]}{run[place]}{run[place + 2 :]}的說明"
    assert asked_for(run, text)
    assert run[place] == run[place + 1] or pattern(run).search(fold(text))


def test_a_text_without_the_run_is_not_mistaken_for_it():
    assert not pattern(fold("依限辦結率")).search(fold("本府辦理各項業務"))
    assert not pattern(fold("統計年報")).search(fold("統計"))


def test_only_runs_of_some_length_are_looked_at():
    assert runs(parse("備忘錄 依限辦結率 MOU")) == [fold("依限辦結率")]
    assert runs(parse("字" * 30)) == []
