"""Queries of the desk as phrases of our tokens, and the syntax of the two databases. Pure."""

from typing import Any

from modelsearch.query import MATCH_ALL, And, MatchAll, Not, Or, PlainText, SearchQuery
from modelsearch.query import Phrase as PhraseQuery

from search.analysis.query import Phrase, clean, parse, phrase
from search.analysis.tokens import index_terms


def field_terms(texts: list[str], *, stem: bool) -> str:
    """The terms of a column, for a database whose own parser only splits at spaces."""
    return " ".join(" ".join(index_terms(text, stem=stem)) for text in texts)


def text_phrases(text: str, *, autocomplete: bool) -> list[Phrase]:
    """The phrases of what an editor typed; for autocompletion unstemmed, and each single word may be unfinished."""
    tree = parse(text, stem=not autocomplete)
    found = [phrase for clause in tree.clauses for phrase in clause.alternatives[0].phrases]
    if autocomplete:
        return [Phrase(p.terms, prefix=p.prefix or (len(p.terms) == 1 and p.terms[0].isascii())) for p in found]
    return found


def query_phrases(query: SearchQuery, *, autocomplete: bool) -> tuple[list[Phrase], bool]:
    """The phrases of a PlainText or Phrase query, and whether any of them is enough."""
    if isinstance(query, PhraseQuery):
        whole = phrase(clean(query.query_string)[0])
        return ([whole] if whole else []), False
    if isinstance(query, PlainText):
        return text_phrases(query.query_string, autocomplete=autocomplete), query.operator == "or"
    raise NotImplementedError(f"`{type(query).__name__}` is not supported by this search backend.")


def prune(query: Any) -> SearchQuery | None:
    """The query without parts that hold nothing to search for and without needless "everything"; None: nothing left."""
    if isinstance(query, PlainText | PhraseQuery):
        return query if phrase(clean(query.query_string)[0]) else None
    if isinstance(query, Not):
        inner = prune(query.subquery)
        return Not(inner) if inner else None
    if isinstance(query, And | Or):
        parts = [part for part in map(prune, query.subqueries) if part is not None]
        everything = [part for part in parts if isinstance(part, MatchAll)]
        others = [part for part in parts if not isinstance(part, MatchAll)]
        if everything and (isinstance(query, Or) or not others):
            return MATCH_ALL
        if len(others) == 1:
            return others[0]
        return type(query)(others) if others else None
    return query  # type: ignore[no-any-return]


def fts5(phrases: list[Phrase], *, any_of: bool) -> str:
    """Phrases in the query syntax of SQLite's FTS5."""
    written = ['"{}"{}'.format(" ".join(p.terms).replace('"', '""'), " *" if p.prefix else "") for p in phrases]
    return "(" + (" OR " if any_of else " AND ").join(written) + ")"


def tsquery(phrases: list[Phrase], *, any_of: bool) -> str:
    """Phrases in the query syntax of PostgreSQL's to_tsquery."""
    return (" | " if any_of else " & ").join(f"({_tsphrase(phrase)})" for phrase in phrases)


def _tsphrase(phrase: Phrase) -> str:
    quoted = ["'{}'".format(term.replace("\\", "\\\\").replace("'", "''")) for term in phrase.terms]
    return " <-> ".join(quoted) + (":*" if phrase.prefix else "")
