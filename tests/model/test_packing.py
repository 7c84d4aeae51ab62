"""What was packed comes back to the last byte, and what was not is refused before it takes room."""

import base64
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnexplorer.model import packing
from nnexplorer.model.packing import FigureError, joined, packed, pieces, unpacked

DOCUMENT = b'{"format": "nnexplorer"}\n' * 40


@settings(max_examples=50, deadline=None)
@given(st.binary(min_size=1, max_size=300), st.integers(1, 50))
def test_pieces_of_any_length_come_back(document, longest):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "LONGEST_PIECE", longest)
        parts = pieces(document)
    assert max(map(len, parts)) <= longest
    assert joined(parts) == document
    assert joined(b" \n" + part + b"\r\n\t" for part in parts) == document, "though an editor has broken its lines"


def test_nothing_packed_is_nothing():
    assert joined([]) == joined([b"", b" \n"]) == b""


def test_packed_document_is_smaller():
    assert len(b"".join(pieces(DOCUMENT))) < len(DOCUMENT) / 5


@pytest.mark.parametrize("text", [b"=", b"ab", b"\xff\xfe", b"<", base64.b64encode(b"no zlib"), *pieces(b"")])
def test_text_that_is_no_document_is_damaged(text):
    with pytest.raises(FigureError, match=r"\Acarries a damaged document\Z"):
        joined([text])


@pytest.mark.parametrize("parts", [pieces(DOCUMENT) * 2, [base64.b64encode(packed(DOCUMENT) * 2)]])
def test_two_documents_are_not_one(parts):
    with pytest.raises(FigureError, match="damaged"):
        joined(parts)


def test_every_cut_and_every_changed_byte_is_noticed():
    content = packed(DOCUMENT)
    for i in range(len(content)):
        for wrong in (content[:i], content[:i] + bytes([content[i] ^ 0x55]) + content[i + 1 :]):
            with pytest.raises(FigureError):
                unpacked(wrong)


def test_what_follows_a_document_is_told():
    assert unpacked(packed(DOCUMENT) + b"rest") == (DOCUMENT, b"rest")
    assert unpacked(memoryview(packed(DOCUMENT))) == (DOCUMENT, b"")


def test_bomb_is_refused_before_it_takes_room(monkeypatch):
    bomb = zlib.compress(bytes(2**24), 9)
    monkeypatch.setattr(packing, "LARGEST_DOCUMENT", 2**20)
    tracemalloc.start()
    try:
        with pytest.raises(FigureError, match="carries a document of more than 1 MiB"):
            unpacked(bomb)
        assert tracemalloc.get_traced_memory()[1] < 2**22
    finally:
        tracemalloc.stop()


def test_document_of_just_the_allowed_size_is_taken(monkeypatch):
    monkeypatch.setattr(packing, "LARGEST_DOCUMENT", 1000)
    assert unpacked(packed(bytes(1000))) == (bytes(1000), b"")
    with pytest.raises(FigureError, match="more than"):
        unpacked(packed(bytes(1001)))
