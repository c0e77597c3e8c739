"""Whatever is written, changed and withdrawn in whatever order: hits and counts are those of a plain look."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine import Page, Query
from tests.search.contract.conftest import ENGINES, document

WORDS = st.sampled_from(["路燈", "路樹", "公園", "陳情", "公文", "plan", "111年", "市"])
TEXT = st.lists(WORDS, max_size=4).map("，".join)
DOCUMENT = st.tuples(
    st.sampled_from("abcd"),
    TEXT,
    TEXT,
    st.lists(TEXT, max_size=2),
    st.sampled_from(["plans", "mou"]),
    st.integers(1, 3),
)
STEP = st.one_of(DOCUMENT, st.sampled_from("abcd"))


def texts(stored) -> str:
    return "\n".join([stored.title, stored.body, *(page.text for page in stored.attachments)])


@pytest.mark.parametrize("name", ENGINES)
@given(st.lists(STEP, max_size=12), st.lists(WORDS, min_size=1, max_size=3, unique=True))
@settings(max_examples=40, deadline=None)
def test_hits_and_counts_are_those_of_a_plain_look(name, steps, words):
    with tempfile.TemporaryDirectory() as folder:
        engine = ENGINES[name](Path(folder))
        model: dict[str, object] = {}
        gone: dict[str, int] = {}
        for step in steps:
            if isinstance(step, str):
                if step in model:
                    gone[step] = model.pop(step).version
                engine.delete([step])
                continue
            key, title, body, pages, section, version = step
            files = tuple(Page("f", "附件", number, text) for number, text in enumerate(pages, 1))
            made = document(key, title, body=body, attachments=files, section=section, version=version)
            known = model[key].version if key in model else gone.get(key, 0)
            assert engine.index([made]) == (version >= known)
            if version >= known:
                model[key] = made
        expected = {key for key, stored in model.items() if all(word in texts(stored) for word in words)}
        results = engine.search(Query(" ".join(words), "zh-hant", limit=50))
        assert {hit.id for hit in results.hits if hit.tier == "exact"} == expected
        shown = [model[hit.id].section for hit in results.hits]
        assert {item.value: item.count for item in results.facets["section"]} == {s: shown.count(s) for s in shown}
        assert engine.count() == len(model)
