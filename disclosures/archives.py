"""Looks into a zip-based document without trusting it: sizes as declared and as they really are, paths, entities.

Inflates every member itself (into nothing), because a member may hold more than its header declares and readers differ
in whom they believe. Knows no Django and writes nothing.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final

MAX_MEMBERS: Final = 10_000
MAX_UNPACKED: Final = 400 * 1024 * 1024
MAX_RATIO: Final = 200
RATIO_MATTERS_FROM: Final = 20 * 1024 * 1024
CHUNK: Final = 256 * 1024
LOCAL_HEADER: Final = struct.Struct("<4s5H3L2H")
ENTITY_MARKS: Final = tuple("<!ENTITY".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
LONGEST_MARK: Final = max(map(len, ENTITY_MARKS))
COMPRESSIONS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# What zipfile and zlib raise on a broken archive, beside RuntimeError for one under a password.
ZIP_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
)


class ArchiveProblem(Exception):
    """Why an archive is refused: ``code`` is ``bomb``, ``damaged`` or ``encrypted``."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


def inspect_archive(stream: BinaryIO) -> None:
    """Raises ArchiveProblem unless every member is what the directory says and the whole is of a reasonable size."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except ZIP_ERRORS as error:
        raise ArchiveProblem("damaged", str(error)) from error
    size = stream.seek(0, io.SEEK_END)
    _check_directory(members, size)
    allowed = _allowed(size)
    for member in members:
        allowed -= _check_member(stream, member, allowed)


def _allowed(size: int) -> int:
    """How many bytes an archive of ``size`` bytes may unpack to."""
    return min(MAX_UNPACKED, max(RATIO_MATTERS_FROM, MAX_RATIO * size))


def _check_directory(members: list[zipfile.ZipInfo], size: int) -> None:
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > _allowed(size):
        raise ArchiveProblem("bomb", "the directory declares too much")
    names = {member.filename for member in members}
    if len(names) != len(members):
        raise ArchiveProblem("damaged", "two members have the same name")
    for name in names:
        if "\\" in name or name.startswith("/") or ".." in PurePosixPath(name).parts:
            raise ArchiveProblem("damaged", "a member's path leads out of the archive")
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.flag_bits & 0x1:
            raise ArchiveProblem("encrypted", "a member is encrypted")
        if member.compress_type not in COMPRESSIONS:
            raise ArchiveProblem("damaged", "a member uses a compression that documents do not use")
        if member.header_offset < end:
            raise ArchiveProblem("bomb", "members overlap")
        end = member.header_offset + LOCAL_HEADER.size + member.compress_size


def _check_member(stream: BinaryIO, member: zipfile.ZipInfo, allowed: int) -> int:
    """Inflates one member; its real size in bytes."""
    is_xml = member.filename.endswith((".xml", ".rels"))
    real = checksum = 0
    tail = b""
    try:
        for piece in _inflate(stream, member):
            real += len(piece)
            if real > allowed:
                raise ArchiveProblem("bomb", "the members unpack to too much")
            checksum = zlib.crc32(piece, checksum)
            if is_xml:
                seen = tail + piece
                if any(mark in seen for mark in ENTITY_MARKS):
                    raise ArchiveProblem("damaged", "a part declares XML entities")
                tail = seen[-LONGEST_MARK:]
    except ZIP_ERRORS as error:
        raise ArchiveProblem("damaged", str(error)) from error
    if real != member.file_size or checksum != member.CRC:
        raise ArchiveProblem("damaged", "a member is not what the directory says")
    return real


def _inflate(stream: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's content in pieces of at most CHUNK bytes, whatever size its header declares."""
    stream.seek(member.header_offset)
    header = LOCAL_HEADER.unpack(stream.read(LOCAL_HEADER.size))
    if header[0] != b"PK\x03\x04" or header[3] != member.compress_type:
        raise ArchiveProblem("damaged", "a member's header differs from the directory")
    stream.seek(header[9] + header[10], 1)
    left = member.compress_size
    inflater = zlib.decompressobj(-zlib.MAX_WBITS) if member.compress_type == zipfile.ZIP_DEFLATED else None
    while left:
        packed = stream.read(min(CHUNK, left))
        if not packed:
            raise ArchiveProblem("damaged", "the archive ends too early")
        left -= len(packed)
        if inflater is None:
            yield packed
            continue
        while packed and not inflater.eof:
            yield inflater.decompress(packed, CHUNK)
            packed = inflater.unconsumed_tail
    while inflater is not None and not inflater.eof:
        rest = inflater.decompress(inflater.unconsumed_tail, CHUNK)
        if not rest:
            raise ArchiveProblem("damaged", "a member ends too early")
        yield rest
