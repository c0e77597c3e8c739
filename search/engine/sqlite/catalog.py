"""Facets in memory: one bit per document, one integer per value, so that counting is an AND and a bit count.

Twenty thousand documents make integers of 2.5 KB. A catalogue is never changed: `refreshed` makes the next one from it
and what was written since.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from search.engine.base import FACETS, FacetValue
from search.engine.sqlite.schema import WHOLE, get_meta
from search.engine.sqlite.writer import SEPARATOR

# A list of facet values is for choosing from, not a report.
MAX_VALUES = 60

_COLUMNS = "id, locale, section, agency, agency_name, year, languages, formats"


@dataclass(frozen=True, slots=True)
class Catalog:
    """Which documents have which facet values, as of `generation` of the index file."""

    generation: int = -1
    size: int = 1
    everything: int = 0
    locales: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: {facet: {} for facet in FACETS})
    labels: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    # Unit → document; grows only, so older catalogues may share it. 0 stands for none.
    doc_of_unit: list[int] = field(default_factory=lambda: [0])
    # Units of a document with all its attachments: good for counting, no place to point a reader at. Grows only.
    whole_units: set[int] = field(default_factory=set)

    def refreshed(self, connection: sqlite3.Connection) -> "Catalog":
        """This catalogue, or the one that follows what was written to the index since."""
        generation = int(get_meta(connection, "generation") or 0)
        # Never backwards: another thread may have read a later state than this connection's snapshot.
        if generation <= self.generation:
            return self
        since = self.generation
        changed = connection.execute(f"SELECT {_COLUMNS} FROM doc WHERE seq > ?", [since]).fetchall()  # noqa: S608
        gone = [row[0] for row in connection.execute("SELECT doc FROM tombstone WHERE seq > ?", [since])]
        touched = {int(row[0]) for row in changed} | set(gone)
        locales = dict(self.locales)
        values = {facet: dict(self.values[facet]) for facet in FACETS}
        if since >= 0:
            keep = ~mask_of(touched, max([self.size, *(doc + 1 for doc in touched)]))
            for table in (locales, *values.values()):
                for value in list(table):
                    table[value] &= keep
            everything = self.everything & keep
        else:
            everything = 0
        size = max([self.size, *(int(row[0]) + 1 for row in changed)])
        collected, labels = _collect(changed, dict(self.labels))
        for facet, by_value in collected.items():
            table = locales if facet == "locale" else values[facet]
            for value, docs in by_value.items():
                table[value] = table.get(value, 0) | mask_of(docs, size)
        everything |= mask_of((int(row[0]) for row in changed), size)
        self._learn_units(connection)
        return replace(
            self,
            generation=generation,
            size=size,
            everything=everything,
            locales=locales,
            values=values,
            labels=labels,
        )

    def _learn_units(self, connection: sqlite3.Connection) -> None:
        known = len(self.doc_of_unit)
        for unit, doc, file in connection.execute("SELECT id, doc, file FROM unit WHERE id >= ? ORDER BY id", [known]):
            while len(self.doc_of_unit) <= unit:
                self.doc_of_unit.append(0)
            self.doc_of_unit[unit] = doc
            if file == WHOLE:
                self.whole_units.add(unit)

    def mask(self, units: Iterable[int]) -> int:
        """The documents of some units."""
        return mask_of(map(self.doc_of_unit.__getitem__, units), self.size)

    def scope(
        self, locale: str, filters: Mapping[str, frozenset[str]], *, without: str = "", wide: bool = False
    ) -> int:
        """The documents that the filters let through, leaving out the facet `without`.

        Where no language is chosen, it is the visitor's own, unless `wide`.
        """
        allowed = self.everything
        for facet, chosen in filters.items():
            if chosen and facet != without:
                allowed &= self._any(facet, chosen)
        if not wide and not filters.get("language") and without != "language":
            allowed &= self.locales.get(locale, 0)
        return allowed

    def _any(self, facet: str, chosen: frozenset[str]) -> int:
        table = self.values.get(facet, {})
        allowed = 0
        for value in chosen:
            allowed |= table.get(value, 0)
        return allowed

    def facets(
        self, found: int, locale: str, filters: Mapping[str, frozenset[str]], *, wide: bool
    ) -> dict[str, tuple[FacetValue, ...]]:
        """Counts per value among the found documents; what is chosen is listed even when it counts nothing."""
        counted: dict[str, tuple[FacetValue, ...]] = {}
        for facet in FACETS:
            base = found & self.scope(locale, filters, without=facet, wide=wide)
            chosen = filters.get(facet, frozenset())
            listed = [
                FacetValue(value, count, self._label(facet, value, locale))
                for value, mask in self.values[facet].items()
                if (count := (base & mask).bit_count()) or value in chosen
            ]
            newest_first = facet == "year"
            listed.sort(key=lambda item: (-int(item.value), "") if newest_first else (-item.count, item.value))
            counted[facet] = tuple(listed[:MAX_VALUES])
        return counted

    def _label(self, facet: str, value: str, locale: str) -> str:
        return self.labels.get((facet, value, locale)) or self.labels.get((facet, value, ""), "")


def mask_of(docs: Iterable[int], size: int) -> int:
    """An integer with the bits of `docs` set; each below `size`."""
    flags = bytearray(b"0") * size
    for doc in docs:
        flags[doc] = 49
    flags.reverse()
    return int(flags, 2)


def docs_of(mask: int) -> list[int]:
    """The documents in a mask, the latest first."""
    digits = bin(mask)[2:]
    top = len(digits) - 1
    return [top - place for place, digit in enumerate(digits) if digit == "1"]


def _collect(
    rows: Iterable[tuple[int, str, str, str, str, int | None, str, str]], labels: dict[tuple[str, str, str], str]
) -> tuple[dict[str, dict[str, list[int]]], dict[tuple[str, str, str], str]]:
    collected: dict[str, dict[str, list[int]]] = {facet: {} for facet in ("locale", *FACETS)}
    for doc, locale, section, agency, agency_name, year, languages, formats in rows:
        found = {
            "locale": [locale],
            "section": [section],
            "agency": [agency],
            "year": [] if year is None else [str(year)],
            "language": languages.split(SEPARATOR),
            "format": formats.split(SEPARATOR),
        }
        for facet, values in found.items():
            for value in values:
                if value:
                    collected[facet].setdefault(value, []).append(doc)
        if agency and agency_name:
            labels["agency", agency, locale] = agency_name
            labels.setdefault(("agency", agency, ""), agency_name)
    return collected, labels
