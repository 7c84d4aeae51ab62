"""CSV files: what is written is read, and what is no table is refused with its place."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from nnexplorer.model import tables
from nnexplorer.model.tables import read_csv, write_csv

HEADER = b"x0,x1,y0\n"


@pytest.fixture
def read(tmp_path):
    """Read what a file of these bytes holds."""

    def read_bytes(content):
        path = tmp_path / "data.csv"
        path.write_bytes(content)
        return read_csv(path)

    return read_bytes


@pytest.fixture
def refusal(read, tmp_path):
    """Say why a file of these bytes is refused, without its name."""

    def message(content):
        with pytest.raises(ValueError, match=r"data\.csv: line ") as error:
            read(content)
        text, start = str(error.value), f"{tmp_path / 'data.csv'}: "
        assert "\n" not in text
        assert len(text) < len(start) + 200
        return text.removeprefix(start)

    return message


@st.composite
def files(draw):
    """A table (X, Y), and a file that says the same in some way."""
    D, K, M = draw(st.integers(1, 12)), draw(st.integers(1, 3)), draw(st.integers(1, 5))
    numbers = st.floats(allow_nan=False, allow_infinity=False)
    rows = draw(st.lists(st.lists(numbers, min_size=D + K, max_size=D + K), min_size=M, max_size=M))
    base = draw(st.integers(0, 1))
    names = [f"x{base + i}" for i in range(D)] + [f"y{base + i}" for i in range(K)]
    order = draw(st.permutations(range(D + K)))
    delimiter, mark = draw(st.sampled_from([",.", ";.", ";,"]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"])) * draw(st.integers(1, 2))
    quote = draw(st.sampled_from(["", '"']))
    blank = draw(st.sampled_from(["", " ", "\t"]))

    def line(cells):
        return delimiter.join(f"{blank}{quote}{cells[i]}{quote}{blank}" for i in order)

    lines = [line(names), *(line([repr(value).replace(".", mark) for value in row]) for row in rows)]
    start = draw(st.sampled_from(["", "\ufeff"])) + draw(st.sampled_from(["", end]))
    table = np.array(rows)
    return table[:, :D], table[:, D:], (start + end.join(lines) + draw(st.sampled_from(["", end]))).encode()


@given(files())
@settings(deadline=None, max_examples=150)
def test_numbers_come_back_to_the_last_digit(tmp_path_factory, file):
    X, Y, content = file
    path = tmp_path_factory.mktemp("table") / "data.csv"
    path.write_bytes(content)
    found_X, found_Y = read_csv(str(path))
    assert_array_equal(found_X, X, strict=True)
    assert_array_equal(found_Y, Y, strict=True)
    assert_array_equal(np.signbit(found_X), np.signbit(X))


@given(st.binary(max_size=60), st.sampled_from([b"", HEADER, HEADER + b"1,2,3\n"]))
@settings(deadline=None, max_examples=300)
def test_any_bytes_are_read_or_refused_in_one_line(tmp_path_factory, content, start):
    path = tmp_path_factory.mktemp("table") / "data.csv"
    path.write_bytes(start + content)
    try:
        X, Y = read_csv(path)
    except ValueError as error:
        assert str(error).startswith(f"{path}: line ")  # noqa: PT017
        assert str(error).isprintable()  # noqa: PT017
    else:
        assert len(X) == len(Y) > 0
        assert np.isfinite(X).all()
        assert np.isfinite(Y).all()


def test_arrays_are_the_callers_own(read):
    X, Y = read(HEADER + b"1,2,3\n4,5,6\n")
    assert_array_equal(X, [[1.0, 2], [4, 5]], strict=True)
    assert_array_equal(Y, [[3.0], [6]], strict=True)
    assert all(array.flags.writeable and array.flags.c_contiguous for array in (X, Y))


@pytest.mark.parametrize(
    "cell",
    ["1", "1.", "01.0", "+1", "1e0", "10E-1", "0.1e+1", " 1\t", '"1"', '" 1 "', "1.0000000000000000000000000001"],
)
def test_ways_to_write_one(read, cell):
    X, Y = read(f"x1,y1\n{cell},{cell}".encode())
    assert X.item() == Y.item() == 1


def test_whole_numbers_leave_the_mark_open(read):
    assert_array_equal(read(b"x0;y0\n1;2\n3;4,5\n")[1], [[2], [4.5]])
    assert_array_equal(read(b"x0;y0\n1;2\n3;4.5\n")[1], [[2], [4.5]])


@pytest.mark.parametrize(
    "cell",
    ["", "abc", "nan", "inf", "-Infinity", "1e999", "1_000", "0x10", "1 2", "--1", "1e", ".", "e5", "1.2.3", "١", "−1",
     "1j", '"1', '""1""', '"', '""', "=1+1", "9" * 400],
)  # fmt: skip
def test_what_is_no_finite_number_is_refused_with_its_place(refusal, cell):
    assert refusal(HEADER + b"1,2,3\n\n" + f"1,{cell},3\n".encode()).startswith(
        "line 4, column 2 (x1): expected a finite number with a decimal point, got "
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"x0;y0\n1.5;2\n3;4,5\n", "line 3, column 2 (y0): expected a finite number with a decimal point, got '4,5'"),
        (
            b"x0;y0\n1,5;2\n3;1.000\n",
            "line 3, column 2 (y0): expected a finite number with a decimal comma, got '1.000'",
        ),
        (b"x0;y0\n1.000,5;2\n", "line 2, column 1 (x0): expected a finite number with a decimal point, got '1.000,5'"),
        (b"x0;y0\n1;a\n", "line 2, column 2 (y0): expected a finite number, got 'a'"),
        (b'x0,y0\n"1,5",2\n', "line 2, column 3: expected 2 numbers, got 3"),
    ],
)
def test_decimal_marks_are_not_mixed(refusal, content, message):
    assert refusal(content) == message


@pytest.mark.parametrize(
    ("row", "column", "count"),
    [(b"1", 2, 1), (b"1,2", 3, 2), (b"1,2,3,", 4, 4), (b"1,2,3,4,5", 4, 5), (b"1;2;3", 2, 1)],
)
def test_ragged_rows_are_refused(refusal, row, column, count):
    assert refusal(HEADER + b"1,2,3\n" + row) == f"line 3, column {column}: expected 3 numbers, got {count}"


@pytest.mark.parametrize("content", [b"", b"\n\r\n \t\n", "\ufeff".encode()])
def test_empty_file_is_refused(refusal, content):
    assert refusal(content) == "line 1: expected a header like x0,x1,y0, got nothing"


@pytest.mark.parametrize("end", [b"", b"\n\n"])
def test_header_without_rows_is_refused(refusal, end):
    assert refusal(b"\nx0,x1,y0" + end) == "line 3: expected 3 numbers under the header, got nothing"


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (b"1,2,3", "line 1, column 1: expected a name x0, x1, ... or y0, y1, ..., got '1'"),
        (b"x0,x1,y0,", "line 1, column 4: expected a name x0, x1, ... or y0, y1, ..., got ''"),
        (b"x0\tx1\ty0", r"line 1, column 1: expected a name x0, x1, ... or y0, y1, ..., got 'x0\tx1\ty0'"),
        (b"x0,z,y0", "line 1, column 2: expected a name x0, x1, ... or y0, y1, ..., got 'z'"),
        (b"x0,x01,y0", "line 1, column 2: expected a name x0, x1, ... or y0, y1, ..., got 'x01'"),
        ("x0,x١,y0".encode(), "line 1, column 2: expected a name x0, x1, ... or y0, y1, ..., got 'x١'"),
        (b"x0;x1,y0", "line 1, column 2: expected a name x0, x1, ... or y0, y1, ..., got 'x1,y0'"),
        (b"x0,y0,x0", "line 1, column 3: x0 is already column 1"),
        (b"x0,x1", "line 1: the column y0 is missing; names count from 0 here"),
        (b"y1", "line 1: the column x1 is missing; names count from 1 here"),
        (b"x0,x2,y0", "line 1: the column x1 is missing; names count from 0 here"),
        (b"x0,y0,y99999", "line 1: the column y1 is missing; names count from 0 here"),
        (b"x1,x2,y0", "line 1: the column x0 is missing; names count from 0 here"),
        (b"x2,x3,y1", "line 1: the column x1 is missing; names count from 1 here"),
    ],
)
def test_unfit_headers_are_refused(refusal, header, message):
    assert refusal(header + b"\n1,2,3\n") == message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"\xff\xfe" + "x0,y0\n1,2\n".encode("utf-16-le"),
            "line 1: expected UTF-8 text, got other bytes at character 1",
        ),
        ("x0,y0\n1,2\n".encode("utf-16-le"), "line 1: expected text, got a NUL at character 2"),
        (b"\x89PNG\r\n\x1a\n", "line 1: expected UTF-8 text, got other bytes at character 1"),
        (b"x0,y0\n1,2\n1,\0\n", "line 3: expected text, got a NUL at character 3"),
        ("x0,y0\n1,2\n1,2 µ\n".encode("latin-1"), "line 3: expected UTF-8 text, got other bytes at character 5"),
        (b"x0,y0\n1,2\n1,\xc3", "line 3: expected UTF-8 text, got other bytes at character 3"),
    ],
)
def test_what_is_no_text_is_refused(refusal, content, message):
    assert refusal(content) == message


def test_lines_rows_and_files_have_a_limit(read, refusal, monkeypatch):
    monkeypatch.setattr(tables, "LONGEST_LINE", 9)
    monkeypatch.setattr(tables, "MOST_SAMPLES", 3)
    monkeypatch.setattr(tables, "LARGEST_TABLE", 40)
    assert len(read(b"x0,y0\n1,2\n1.2345,78\n1,2")[0]) == 3
    assert refusal(b"x0,y0\n1.2345,789") == "line 2: expected at most 9 characters, got more"
    assert refusal(b"x0,y0\n1,2\n1,2\n1,2\n1,2\n") == "line 5: expected at most 3 rows of numbers, got more"
    assert refusal(b"x0,y0\n1,2" + 40 * b"\n") == "line 33: expected at most 40 characters in all, got more"


def test_long_numbers_are_refused_in_no_time(refusal):
    for cell in (99_000 * b"1" + b"x", b"1." + 99_000 * b"1" + b"x", 99_000 * b"1"):
        assert refusal(b"x0,y0\n" + cell + b",1").startswith("line 2, column 1 (x0): expected a finite number")


def test_nothing_in_a_file_is_executed(refusal):
    assert 'got "__import__' in refusal(b"x0,y0\n__import__('os').abort(),1\n")


def test_what_cannot_be_read_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_csv(tmp_path / "none.csv")
    with pytest.raises(PermissionError if sys.platform == "win32" else IsADirectoryError):
        read_csv(tmp_path)


# Writing --------------------------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(st.data(), st.integers(1, 4), st.integers(1, 3), st.integers(1, 6))
def test_what_is_written_is_read_to_the_last_bit(tmp_path_factory, data, D, K, M):
    numbers = st.floats(allow_nan=False, allow_infinity=False)
    samples = np.array(data.draw(st.lists(numbers, min_size=M * (D + K), max_size=M * (D + K)))).reshape(M, D + K)
    path = tmp_path_factory.getbasetemp() / "round.csv"
    write_csv(samples[:, :D], samples[:, D:], path)
    X, Y = read_csv(path)
    assert np.hstack((X, Y)).tobytes() == samples.tobytes()


def test_a_table_is_written_under_its_header(tmp_path):
    write_csv([[1, 2.5], [-0.0, 1e300]], [[-1], [1]], tmp_path / "data.csv")
    assert (tmp_path / "data.csv").read_bytes() == b"x0,x1,y0\n1.0,2.5,-1.0\n-0.0,1e+300,1.0\n"


@pytest.mark.parametrize(
    ("X", "Y", "told"),
    [
        (np.zeros((0, 2)), np.zeros((0, 1)), "at least one to write"),
        ([[1.0]], np.zeros((1, 0)), "Y: expected"),
        ([[1.0]], [[1.0], [2.0]], "Y: expected"),
        ([[np.nan]], [[1.0]], "X: "),
    ],
)
def test_what_is_no_table_is_not_written(tmp_path, X, Y, told):
    with pytest.raises(ValueError, match=told):
        write_csv(X, Y, tmp_path / "data.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        write_csv([[1]], [[1]], tmp_path / "nowhere" / "data.csv")
