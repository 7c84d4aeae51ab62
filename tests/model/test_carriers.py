"""A figure gives back the document that was put into it, stays a figure, and a damaged or hostile one is refused."""

import re
import struct
import time
import tracemalloc
import zlib
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnexplorer.model import carriers, packing
from nnexplorer.model.carriers import CARRIERS, embed, extract

DOCUMENT = b'{"format": "nnexplorer", "caption": "a <b> & \xc3\xa4 \xe2\x88\x92"}\n'


def chunk(name, content=b""):
    return struct.pack(">I4s", len(content), name) + content + struct.pack(">I", zlib.crc32(name + content))


def chunks(png):
    """Name and content of every chunk, each of them whole."""
    found, start = [], 8
    while start < len(png):
        length, name = struct.unpack(">I4s", png[start : start + 8])
        content = png[start + 8 : start + 8 + length]
        assert png[start:].startswith(chunk(name, content))
        found.append((name, content))
        start += length + 12
    return found


SIGNATURE = b"\x89PNG\r\n\x1a\n"
PICTURE = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\0"))
PNG = SIGNATURE + PICTURE + chunk(b"IEND")
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><text>&lt;/svg&gt;</text></svg>\n'
PDF = (
    b"%PDF-1.4\n1 0 obj\n<<\n/Type /Catalog\n>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
    b"trailer\n<<\n/Size 2 \n/Root 1 0 R\n>>\nstartxref\n48 \n%%EOF\n"
)
FIGURES = {"png": PNG, "svg": SVG, "pdf": PDF}
CARRYING = {name: embed(figure, name, DOCUMENT) for name, figure in FIGURES.items()}
TEXT = b"iTXt", b"nnexplorer\0\0\0\0\0"

every_format = pytest.mark.parametrize("name", list(CARRIERS))


def refusal(content):
    """Why a figure's document is refused: one line that ends with the way out."""
    with pytest.raises(carriers.CarrierError) as refused:
        extract(content)
    told = str(refused.value)
    assert "\n" not in told
    assert re.search("; open .*nnx|at most .* MiB", told)
    return told


def tried(content):
    """The document that a figure gives, and why it gives none."""
    try:
        return extract(content), None
    except carriers.CarrierError as error:
        return None, str(error)


# In and out -------------------------------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(CARRIERS)), st.binary(min_size=1, max_size=2000))
def test_document_comes_back_to_the_last_byte(name, document):
    assert extract(embed(FIGURES[name], name, document)) == document


@every_format
def test_long_document_in_many_pieces_comes_back(name, monkeypatch):
    monkeypatch.setattr(packing, "LONGEST_PIECE", 7)
    assert extract(embed(FIGURES[name], name, DOCUMENT)) == DOCUMENT


@every_format
def test_figure_grows_by_little_and_is_the_same_each_time(name):
    document = DOCUMENT * 100
    carrying = embed(FIGURES[name], name, document)
    assert len(carrying) - len(FIGURES[name]) < len(document) / 4
    assert carrying == embed(FIGURES[name], name, document)


@every_format
@pytest.mark.parametrize("document", [b"", b"x" * 11])
def test_document_too_large_or_empty_is_not_embedded(name, document, monkeypatch):
    monkeypatch.setattr(carriers, "LARGEST_DOCUMENT", 10)
    with pytest.raises(ValueError, match=rf"document in a figure: expected 1 to 10 bytes, got {len(document)}"):
        embed(FIGURES[name], name, document)


@every_format
def test_file_of_another_format_gets_no_document(name):
    for other in (b"", *(figure for kind, figure in FIGURES.items() if kind != name)):
        with pytest.raises(ValueError, match=rf"figure: expected a whole {CARRIERS[name].title} file as Qt writes it"):
            embed(other, name, DOCUMENT)


# The figure stays a figure ----------------------------------------------------------------------------------------


def test_png_has_a_text_before_its_end_and_right_check_sums():
    assert CARRYING["png"].startswith(SIGNATURE + PICTURE)
    names = [name for name, _ in chunks(CARRYING["png"])]
    assert names == [b"IHDR", b"IDAT", b"iTXt", b"IEND"]
    keyword, rest = dict(chunks(CARRYING["png"]))[b"iTXt"].split(b"\0", 1)
    assert (keyword, rest[:4]) == (b"nnexplorer", bytes(4))


def test_svg_is_well_formed_and_has_one_metadata_element(monkeypatch):
    monkeypatch.setattr(packing, "LONGEST_PIECE", 50)
    root = ET.fromstring(embed(SVG, "svg", DOCUMENT))
    (metadata,) = root.findall("{http://www.w3.org/2000/svg}metadata")
    assert {element.tag for element in metadata} == {"{urn:nnexplorer:document}document"}
    assert packing.joined(element.text.encode() for element in metadata) == DOCUMENT
    assert [element.text for element in root if element is not metadata] == ["</svg>"]


def test_pdf_is_updated_at_its_end():
    assert CARRYING["pdf"].startswith(PDF)


# Other files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"{}", b"<", b"<html></html>", b" %PDF-1.4", b"GIF89a", b"\x89PNG", b"svg"])
def test_what_is_no_figure_is_left_to_others(content):
    assert extract(content) is None


@every_format
def test_figure_without_a_document_says_so_and_names_the_way_out(name):
    told = refusal(FIGURES[name])
    assert told == (
        f"this {CARRIERS[name].title} carries no document; open a figure saved by nnexplorer or an .nnx file"
    )


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n  ", b"<!-- drawn by hand -->\n"])
def test_svg_that_begins_otherwise_is_one_too(before):
    assert extract(before + CARRYING["svg"]) == DOCUMENT


def test_svg_whose_lines_and_namespaces_an_editor_has_moved_gives_its_document():
    text = CARRYING["svg"].replace(b' xmlns:nnexplorer="urn:nnexplorer:document"', b'\n  id="x"')
    start = text.index(b">", text.index(b"<nnexplorer:document")) + 1
    assert extract(text[: start + 20] + b"\n    " + text[start + 20 :]) == DOCUMENT


def test_text_inside_another_chunk_is_no_document():
    comment = chunk(b"tEXt", b"Comment\0" + dict(chunks(CARRYING["png"]))[b"iTXt"])
    nested = chunk(b"iTXt", b"other\0\0\0\0\0" + chunk(*chunks(CARRYING["png"])[2]))
    assert "carries no document" in refusal(SIGNATURE + PICTURE + comment + nested + chunk(b"IEND"))


# Damage -----------------------------------------------------------------------------------------------------------


@every_format
def test_two_documents_are_refused(name):
    assert re.search("damaged|more than one", refusal(embed(CARRYING[name], name, DOCUMENT)))


@every_format
def test_every_truncated_figure_is_refused(name):
    whole = CARRYING[name].rstrip()
    for length in range(20, len(whole)):
        if CARRIERS[name].is_one(whole[:length]):
            refusal(whole[:length])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(list(CARRIERS)), st.data())
def test_figure_that_something_was_done_to_gives_its_document_or_is_refused(name, data):
    content = CARRYING[name]
    for _ in range(data.draw(st.integers(1, 3))):
        i = data.draw(st.integers(0, len(content)))
        j = data.draw(st.integers(i, min(len(content), i + 20)))
        content = content[:i] + data.draw(st.binary(max_size=8)) + content[j:]
    document, told = tried(content)
    assert document in {None, DOCUMENT}
    assert told is None or re.fullmatch(rf"this {CARRIERS[name].title} .*", told)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([SIGNATURE, b"<svg>", b"%PDF-1.4"]), st.lists(st.one_of(
    st.binary(max_size=20),
    st.sampled_from([*CARRYING.values(), b"</svg>", b"%%EOF", b"<nnexplorer:document>", b"</nnexplorer:document>",
                     b"/NNEX_Document", b">>stream\n", chunk(b"IEND"), chunk(*TEXT), chunk(b"iTXt", TEXT[1] + b"=")]),
), max_size=6))  # fmt: skip
def test_any_bytes_behind_a_figures_beginning_are_refused_or_a_document(start, parts):
    document, told = tried(start + b"".join(parts))
    assert document in {None, DOCUMENT}
    assert (told is None) == (document is not None)
    assert told is None or "\n" not in told


def test_wrong_check_sum_is_refused():
    i = CARRYING["png"].index(b"nnexplorer\0") + 30
    wrong = CARRYING["png"][:i] + bytes([CARRYING["png"][i] ^ 1]) + CARRYING["png"][i + 1 :]
    assert "this PNG carries a damaged document" in refusal(wrong)


@pytest.mark.parametrize("length", [2**31 - 1, 2**32 - 1, 10**6])
def test_chunk_that_claims_to_be_huge_is_refused_without_taking_room(length):
    content = SIGNATURE + PICTURE + struct.pack(">I4s", length, b"iTXt") + TEXT[1]
    tracemalloc.start()
    try:
        assert "this PNG is cut short" in refusal(content)
        assert tracemalloc.get_traced_memory()[1] < 2**18
    finally:
        tracemalloc.stop()


@every_format
def test_bomb_is_refused(name, monkeypatch):
    bomb = embed(FIGURES[name], name, bytes(2**22))
    monkeypatch.setattr(packing, "LARGEST_DOCUMENT", 2**20)
    assert f"this {CARRIERS[name].title} carries a document of more than 1 MiB" in refusal(bomb)


@pytest.mark.parametrize(
    "content",
    [
        SIGNATURE + chunk(b"tEXt") * 200_000,
        SIGNATURE + chunk(*TEXT) * 200_000,
        b"<svg>" + b"<nnexplorer:document" * 200_000 + b"</svg>",
        b"<svg>" + b"<nnexplorer:document>" * 200_000 + b"</svg>",
        b"<svg>" + b"<nnexplorer:document></nnexplorer:document>" * 100_000 + b"</svg>",
        b"%PDF-" + b"/NNEX_Document" * 300_000 + b"%%EOF",
        b"%PDF-/NNEX_Document" + b">> " * 1_000_000 + b"%%EOF",
    ],
    ids=["chunks", "empty texts", "open tags", "open elements", "empty elements", "marks", "dictionaries"],
)
def test_figure_of_endless_parts_is_refused_at_once(content):
    start = time.process_time()
    refusal(content)
    assert time.process_time() - start < 2, "a second look at every byte would take minutes"


def test_figure_of_more_bytes_than_allowed_is_refused(monkeypatch):
    monkeypatch.setattr(carriers, "LARGEST_FIGURE", 10)
    assert refusal(PNG) == "this PNG is too large to carry a document: expected at most 0 MiB"


def test_a_figure_is_known_by_its_content(tmp_path):
    (tmp_path / "a.nnx").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "b.png").write_text("{}")
    assert [carriers.is_figure(tmp_path / name) for name in ("a.nnx", "b.png", "gone.png")] == [True, False, False]


def test_a_png_is_marked_if_it_carries_a_document_and_even_if_that_is_damaged(tmp_path, monkeypatch):
    path, bare = tmp_path / "a.png", FIGURES["png"]
    for content, marked in ((bare, False), (embed(bare, "png", b"document"), True), (b"", False)):
        path.write_bytes(content)
        assert carriers.is_marked(path) == marked
    path.write_bytes(embed(bare, "png", b"document")[:-20])
    assert carriers.is_marked(path)
    monkeypatch.setattr(carriers, "LARGEST_FIGURE", 10)
    assert not carriers.is_marked(path)
