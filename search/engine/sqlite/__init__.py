"""The embedded engine: SQLite FTS5 over our own tokens, in a file of its own that can be thrown away and rebuilt."""

from search.engine.sqlite.engine import SqliteEngine

__all__ = ["SqliteEngine"]
