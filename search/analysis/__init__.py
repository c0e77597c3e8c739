"""One analyser for every engine: fold, tokens, query tree. Pure Python, no Django, no database."""

from search.analysis.fold import fold, fold_fingerprint
from search.analysis.query import Clause, Phrase, QueryTree, parse
from search.analysis.tokens import Token, index_terms, tokenize

__all__ = [
    "Clause",
    "Phrase",
    "QueryTree",
    "Token",
    "fold",
    "fold_fingerprint",
    "index_terms",
    "parse",
    "tokenize",
]
