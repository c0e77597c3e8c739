"""The accounting: every piece of the source is either placed, with what it was taken for, or reported as unplaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .blocks import Block, Piece, pieces_of
from .model import Placed, Unplaced


class Ledger:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self._pieces = [piece for block in blocks for piece in pieces_of(block)]
        self._roles: dict[int, str] = {}

    def place(self, pieces: Iterable[Piece] | Piece, role: str) -> None:
        for piece in (pieces,) if isinstance(pieces, Piece) else pieces:
            self._roles.setdefault(id(piece), role)

    def role(self, piece: Piece) -> str | None:
        return self._roles.get(id(piece))

    @property
    def placed(self) -> tuple[Placed, ...]:
        return tuple(Placed(p.text, self._roles[id(p)], p.where) for p in self._pieces if id(p) in self._roles)

    @property
    def unplaced(self) -> tuple[Unplaced, ...]:
        return tuple(Unplaced(p.clean, p.where) for p in self._pieces if id(p) not in self._roles)
