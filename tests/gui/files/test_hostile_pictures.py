"""Damaged, endless and hostile pictures are opened or refused in a line, in bounded time and memory."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from nnexplorer.gui.files import openings

# Each says of itself that it is small, or is; unpacked, or decoded scan by scan, it is not.
BOMBS = r"""
import io, os, resource, sys, time, zlib
resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PIL import Image
from nnexplorer.gui.files import openings

def chunk(name, content):
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")

def png(wide, high, pixels, depth=8, kind=0, interlaced=0, before=b""):
    head = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + bytes([depth, kind, 0, 0, interlaced])
    parts = chunk(b"IHDR", head), before, chunk(b"IDAT", pixels), chunk(b"IEND", b"")
    return bytes.fromhex("89504e470d0a1a0a") + b"".join(parts)

def zeros(many):
    packer = zlib.compressobj(9)
    first, other = (packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + other * (many - 1) + packer.flush()

def jpeg(wide, high, scans=0):
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(file, "JPEG", progressive=True)
    content = file.getvalue()
    at, last = content.index(b"\xff\xc2") + 5, content.rindex(b"\xff\xda")
    scan = content[last:-2]
    size = high.to_bytes(2, "big") + wide.to_bytes(2, "big")
    return content[:at] + size + content[at + 4 : -2] + scan * scans + content[-2:]

few, bomb = zlib.compress(bytes(110)), zeros(3 << 10)
CASES = {
    "ten by ten pixels of 3 GiB": png(10, 10, bomb),
    "the same, interlaced": png(10, 10, bomb, interlaced=1),
    "more pixels than a number counts": png(2**31 - 1, 2**31 - 1, bomb),
    "more pixels than are read": png(6000, 6000, bomb),
    "a line of 32 million pixels": png(2**25, 1, zeros(33)),
    "a column of 32 million pixels": png(1, 2**25, zeros(65)),
    "as many as are read, of eight bytes each": png(5792, 5792, zeros(256), 16, 6),
    "a text of 3 GiB": png(10, 10, few, before=chunk(b"zTXt", b"a\0\0" + bomb)),
    "colours of 3 GiB": png(10, 10, few, before=chunk(b"iCCP", b"a\0\0" + bomb)),
    "two million chunks": png(10, 10, few, before=chunk(b"tEXt", b"a\0b") * 2_000_000),
    "a chunk of 4 GiB": png(10, 10, few, before=b"\xff\xff\xff\xfftEXt"),
    "no pixels": png(10, 10, b""),
    "no size": png(0, 0, few),
    "a JPEG of 65500 by 65500": jpeg(65500, 65500),
    "a JPEG of 32000 by 32000, in scans": jpeg(32000, 32000),
    "a JPEG of ten thousand scans": jpeg(5000, 5000, 10_000),
    "zeros behind a JPEG's head": jpeg(60, 40)[:300] + bytes(100_000_000),
    "300 MB that begin as a PNG": bytes.fromhex("89504e470d0a1a0a") + bytes(300_000_000),
}
path = Path(sys.argv[1], "hostile.png")
for name, content in CASES.items():
    path.write_bytes(content)
    begun = time.process_time()
    try:
        told = f"was opened {openings.found(path)[1].brightness.shape}"
    except ValueError as refusal:
        told = str(refusal)
    except BaseException as fault:
        told = type(fault).__name__
    print(f"{time.process_time() - begun:.2f}\t{name}\t{told}")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited Linux's way")
def test_bombs_are_refused_or_opened_within_three_gigabytes_and_some_seconds(row, tmp_path):
    command = [sys.executable, "-c", BOMBS, str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    with row("Pictures: bombs of pixels, texts, chunks, scans") as tally:
        for line in ended.stdout.splitlines():
            with tally.case(line):
                seconds, _name, told = line.split("\t")
                assert float(seconds) < 15
                assert told.startswith(("was opened (", "the picture "))
                assert len(told) < 200
    assert ended.returncode == 0, ended.stderr[-500:]


def pictures():
    """Pictures of every kind, as bytes."""
    noise = Image.effect_noise((60, 40), 60)
    for mode, options in {
        "L": {"format": "PNG"}, "RGBA": {"format": "PNG"}, "P": {"format": "PNG", "transparency": 3},
        "1": {"format": "PNG"}, "RGB": {"format": "JPEG"}, "CMYK": {"format": "JPEG", "progressive": True},
    }.items():  # fmt: skip
        noise.convert(mode).save(file := io.BytesIO(), **options)
        yield file.getvalue()


def opened_or_told(path):
    """Open a picture, and look that it can be learnt; or give the reason why not."""
    try:
        document, picture = openings.found(path)
    except ValueError as refusal:
        return str(refusal)
    assert max(picture.brightness.shape) <= 512
    assert len(document.X) > 0
    return ""


@pytest.mark.qt_log_level_fail("CRITICAL")  # the decoders tell Qt what they have found
def test_pictures_with_changed_bytes(row, qapp, tmp_path, capfd):
    chance, whole, path = random.Random(9), list(pictures()), tmp_path / "a.png"
    with row("Pictures: bytes changed, cut, put in") as tally:
        for turn in range(600):
            content = bytearray(whole[turn % len(whole)])
            for _ in range(chance.choice([0, 1, 3, 10])):
                at = chance.randrange(len(content))
                if chance.random() < 0.6:
                    content[at] = chance.randrange(256)
                else:
                    content[at : at + chance.choice([0, 1, 8, 50, len(content)])] = chance.choice(
                        [b"", b"\xff", b"\0\0"]
                    )
                content = content or bytearray(b"x")
            path.write_bytes(content)
            with tally.case(bytes(content)):
                refusal = opened_or_told(path)
                assert "\n" not in refusal
                assert len(refusal) < 400
    capfd.readouterr()  # libpng's own words


@pytest.mark.skipif(sys.platform == "win32", reason="Windows' names are text")
def test_a_picture_whose_name_is_no_text_is_opened(qapp, tmp_path):
    path = Path(f"{tmp_path}/\udcff.png")
    path.write_bytes(next(pictures()))
    assert openings.found(path)[1].brightness.shape == (40, 60)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="POSIX's devices and pipes")
def test_a_window_waits_for_no_pipe(opened, tmp_path):
    os.mkfifo(tmp_path / "pipe.nnx")
    presenter = opened("relu")
    before = presenter.session.document
    for path in (tmp_path / "pipe.nnx", tmp_path, Path("/dev/zero")):
        presenter.files.open_path(path)
        assert presenter.window.banner.text.endswith("this is no file but a pipe or a device.")
        assert presenter.session.document is before
