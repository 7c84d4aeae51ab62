"""Figures are rendered without a window: named, sized and lettered as was asked for, each whole or not at all."""

import os
import re
import shutil
import struct
import subprocess
import zlib

import numpy as np
import pytest

from nnexplorer.gui import headless
from nnexplorer.gui.figures import painting
from nnexplorer.model import edits, lectures, storage
from nnexplorer.model.lecture import scene, scenes

pytestmark = pytest.mark.usefixtures("qapp")

FRAMES, STILL = "semicircle-frames", "second-layer-output"
FORMATS = ("png", "svg", "pdf")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The folder that this test works in."""
    (folder := tmp_path / "figures").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def render(command_line):
    """Render figures and return the printed paths, each of which must be there."""

    def run(*words):
        ended = command_line("figures", *words)
        assert (ended.code, ended.err) == (0, "")
        assert [path for path in ended.lines if not os.path.getsize(path)] == []  # noqa: PTH202
        return ended.lines

    return run


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def png_size(path):
    """Width and height in pixels, from the file's head."""
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:24])


def svg_size(path):
    """Width and height in pixels, as the root element says twice."""
    root = re.search(rb'<svg width="(\d+)" height="(\d+)"\s+viewBox="0 0 (\d+) (\d+)"', path.read_bytes())
    width, height, *box = map(int, root.groups())
    assert box == [width, height]
    return width, height


def pdf_size(path):
    """Width and height in pixels of 1/96 inch, from the only page."""
    (box,) = re.findall(rb"/MediaBox \[([^]]+)\]", path.read_bytes())
    left, bottom, right, top = map(float, box.split())
    return (right - left) / 0.75, (top - bottom) / 0.75


def drawn(pdf):
    """The drawing commands of a PDF, unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    unpacked = []
    for stream in streams:
        try:
            unpacked.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            unpacked.append(stream)
    return b"\n".join(unpacked)


def texts(path):
    """What an SVG says, sign by sign."""
    return re.sub(
        rb"<[^>]+>|\s", b"", b" ".join(re.findall(rb"<text.*?</text>", path.read_bytes(), re.DOTALL))
    ).decode()


def pixels(path, width=None):
    """Red, green and blue of a picture, scaled to a width."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    if width is not None:
        image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(float)


# Names ------------------------------------------------------------------------------------------------------------


def test_without_names_every_scene_is_rendered_here_as_png(render, here):
    assert render("--width", 64) == [f"{scene.id}.png" for scene in scenes()]
    assert names(here) == sorted(f"{scene.id}.png" for scene in scenes())


def test_every_path_is_printed_on_a_line_of_its_own(render, here):
    paths = render(FRAMES, STILL, "-o", "new/folder", "--format", "pdf", "--format", "svg", "--width", 64)
    assert paths == [f"new/folder/{name}.{kind}" for name in (FRAMES, STILL) for kind in ("pdf", "svg")]
    assert names(here / "new/folder") == sorted(path.rpartition("/")[2] for path in paths)


def test_frames_are_numbered_from_0(render):
    paths = render(FRAMES, "--all-frames", "--width", 64, "-o", "f")
    assert paths == [f"f/{FRAMES}-{i}.png" for i in range(9)]


def test_still_has_one_frame(render):
    assert render(STILL, "--all-frames", "--width", 64) == [f"{STILL}-0.png"]


def test_document_gives_its_stem(render):
    storage.save(scene(FRAMES).document, "my net.nnx")
    assert render("my net.nnx", "--width", 64) == ["my net.png"]
    assert render("my net.nnx", "--width", 64, "--all-frames", "-o", "f")[-1] == "f/my net-8.png"


def test_folder_stands_for_its_documents(render, here):
    (here / "mine").mkdir()
    for name in ("10-frames", "2-lines"):
        storage.save(scene(FRAMES).document, f"mine/{name}.nnx")
    assert render("mine", "--width", 64) == ["2-lines.png", "10-frames.png"]


def test_lecture_stands_for_its_documents_and_gives_the_same_bytes_again(render, here):
    mine = lectures.begun(scene(FRAMES).document).added(scene(STILL).document)
    lectures.save(mine, "mine.nnx")
    words = ("mine.nnx", "--width", 64, *(word for kind in FORMATS for word in ("--format", kind)))
    paths = [f"{it.id}.{kind}" for it in mine.scenes for kind in FORMATS]
    assert render(*words, "-o", "a") == [f"a/{path}" for path in paths]
    render(*words, "-o", "b")
    for path in paths:
        assert (here / "a" / path).read_bytes() == (here / "b" / path).read_bytes()
    assert storage.encode(storage.load(f"a/{paths[0]}")) == storage.encode(scene(FRAMES).document)
    assert len(render("mine.nnx", "--width", 64, "--all-frames", "-o", "c")) == scene(FRAMES).frames + 1


def test_name_or_format_given_twice_is_rendered_once(render):
    words = (FRAMES, FRAMES, "--format", "svg", "--format", "svg", "--width", 64, "--notation", "z")
    assert render(*words) == [f"{FRAMES}.svg"]


def test_two_documents_of_one_name_are_refused(command_line, here):
    (here / "a").mkdir()
    storage.save(scene(FRAMES).document, "a/net.nnx")
    storage.save(scene(STILL).document, "net.nnx")
    command_line("figures", "a/net.nnx", "net.nnx").refused("two figures would be called net")
    assert names(here) == ["a", "net.nnx"]


# Frames -----------------------------------------------------------------------------------------------------------


def test_without_all_frames_the_documents_current_one_is_rendered(render, here):
    render(FRAMES, "--width", 300)
    render(FRAMES, "--width", 300, "--all-frames")
    pictures = [(here / f"{FRAMES}-{i}.png").read_bytes() for i in range(9)]
    assert len(set(pictures)) == 9
    assert pictures.index((here / f"{FRAMES}.png").read_bytes()) == scene(FRAMES).document.view.frame


def test_same_figure_is_the_same_bytes(render, here):
    for folder in ("a", "b"):
        render(FRAMES, "--width", 300, "-o", folder, *(word for kind in FORMATS for word in ("--format", kind)))
    for kind in FORMATS:
        assert (here / f"a/{FRAMES}.{kind}").read_bytes() == (here / f"b/{FRAMES}.{kind}").read_bytes()


# Sizes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [16, 17, 333, 900, 1001, 3600, 16384])
def test_width_is_exact_and_the_height_in_proportion_in_every_format(render, here, width):
    render(FRAMES, "--view", "hidden", "--width", width, *(word for kind in FORMATS for word in ("--format", kind)))
    sizes = [
        size(here / f"{FRAMES}.{kind}") for kind, size in zip(FORMATS, (png_size, svg_size, pdf_size), strict=True)
    ]
    assert sizes[0][0] == width
    assert sizes[0][1] == pytest.approx(width * 200 / 900, abs=0.5)
    assert sizes[1] == sizes[0]
    assert sizes[2] == pytest.approx(sizes[0], abs=1e-6)


def test_larger_picture_is_the_same_picture(render, here):
    render(FRAMES, "--width", 600, "-o", "small")
    render(FRAMES, "--width", 1800, "-o", "large")
    small, large = pixels(here / f"small/{FRAMES}.png"), pixels(here / f"large/{FRAMES}.png", 600)
    assert small.shape == large.shape
    assert np.abs(small - large).mean() < 3
    assert np.abs(small - pixels(here / f"small/{FRAMES}.png", 600)[::-1]).mean() > 6, (
        "the measure tells pictures apart"
    )


def test_default_width_is_that_of_the_programs_figures(render, here):
    render(FRAMES)
    assert png_size(here / f"{FRAMES}.png")[0] == painting.DEFAULT_WIDTH


@pytest.mark.parametrize("view", ["window", "input", "hidden", "output", "activation", "loss"])
@pytest.mark.parametrize("name", [FRAMES, "classifier-output"])
def test_every_view_is_rendered_and_is_no_empty_page(render, here, view, name):
    render(name, "--view", view, "--width", 320)
    picture = pixels(here / f"{name}.png")
    assert picture.shape[1] == 320
    assert picture.std(axis=(0, 1)).max() > 5


# Looks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["--theme", "dark"],
        ["--theme", "contrast"],
        ["--palette", "lecture"],
        ["--palette", "grey"],
        ["--notation", "xi"],
        ["--notation", "z"],
        ["--index-base", "0"],
        ["--font-scale", "1.5"],
        ["--view", "window"],
        ["--view", "input,diagram"],
        ["--transparent"],
    ],
)
def test_every_option_is_seen_in_the_picture(render, here, words):
    render(STILL, "--width", 400, "-o", "plain")
    render(STILL, "--width", 400, "-o", "other", *words)
    assert (here / f"plain/{STILL}.png").read_bytes() != (here / f"other/{STILL}.png").read_bytes()


@pytest.mark.parametrize(("theme", "ground"), [("light", "#FFFFFF"), ("dark", "#15181D"), ("contrast", "#000000")])
def test_theme_is_the_ground_of_the_picture(render, here, theme, ground):
    render(STILL, "--width", 64, "--theme", theme)
    corner = pixels(here / f"{STILL}.png")[0, 0]
    assert "#{:02X}{:02X}{:02X}".format(*corner.astype(int)) == ground


@pytest.mark.parametrize(("notation", "letter"), [("e", "e"), ("xi", "ξ"), ("z", "z")])
def test_notation_is_that_of_the_year_that_was_asked_for(render, here, notation, letter):
    render(FRAMES, "--view", "hidden", "--format", "svg", "--notation", notation)
    said = texts(here / f"{FRAMES}.svg")
    assert f"{letter}0" in said
    assert f"{letter}7" in said


@pytest.mark.parametrize(("base", "last", "beyond"), [(0, "e7", "e8"), (1, "e8", "e0")])
def test_indices_are_printed_from_their_base(render, here, base, last, beyond):
    render(FRAMES, "--view", "hidden", "--format", "svg", "--index-base", base)
    said = texts(here / f"{FRAMES}.svg")
    assert last in said
    assert beyond not in said


def test_svg_has_text_in_the_shipped_typeface(render, here):
    render(FRAMES, "--format", "svg")
    svg = (here / f"{FRAMES}.svg").read_bytes()
    assert b"@font-face" in svg
    assert b"NNExplorer Sans" in svg
    said = texts(here / f"{FRAMES}.svg")
    assert "Inputspacex" in said
    assert "Hiddenlayer" in said


def test_pdf_has_text_in_embedded_fonts(render, here):
    render(FRAMES, "--format", "pdf")
    pdf = (here / f"{FRAMES}.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert b"NNExplorerSans" in pdf
    fonts = len(re.findall(rb"/Type\s*/FontDescriptor", pdf))
    assert fonts == len(re.findall(rb"/FontFile2", pdf)) > 0
    assert b"/ToUnicode" in pdf, "so that it can be searched and copied"
    assert len(re.findall(rb"\bT[jJ]\b", drawn(pdf))) > 20


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
def test_pdf_can_be_searched(render, here):
    render(FRAMES, "--format", "pdf")
    run = subprocess.run(["pdftotext", f"{FRAMES}.pdf", "-"], cwd=here, capture_output=True, text=True, check=True)
    assert run.stderr == "", "the file is whole"
    assert "Input space" in run.stdout
    assert "Hidden layer" in run.stdout


# Its document -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("view", [[], ["--view", "window"], ["--view", "hidden"]])
def test_figure_is_a_document_from_which_it_is_rendered_again(render, here, kind, view):
    (first,) = render(FRAMES, "--notation", "z", "--width", 200, "--format", kind, *view)
    document = edits.set_view(scene(FRAMES).document, notation="z")
    assert storage.encode(storage.load(first)) == storage.encode(document)
    (again,) = render(first, "--width", 200, "--format", kind, "-o", "again", *view)
    assert again == f"again/{first}"
    assert (here / again).read_bytes() == (here / first).read_bytes()


def test_each_frames_figure_opens_on_its_frame(render):
    paths = render(FRAMES, "--all-frames", "--width", 64)
    assert [storage.load(path).view.frame for path in paths] == list(range(9))


@pytest.mark.skipif(shutil.which("pdfdetach") is None, reason="needs pdfdetach")
def test_pdf_has_its_document_attached(render, here):
    render(FRAMES, "--format", "pdf")
    words = ["pdfdetach", "-save", "1", "-o", "mine.nnx", f"{FRAMES}.pdf"]
    assert subprocess.run(words, cwd=here, capture_output=True, text=True, check=True).stderr == ""
    assert (here / "mine.nnx").read_bytes() == storage.encode(scene(FRAMES).document)


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="needs pdfinfo")
def test_pdf_is_whole(render, here):
    render(FRAMES, "--format", "pdf")
    run = subprocess.run(["pdfinfo", f"{FRAMES}.pdf"], cwd=here, capture_output=True, text=True, check=True)
    assert run.stderr == ""
    assert "Title:           nnexplorer" in run.stdout


def test_picture_of_something_else_is_refused(command_line, here):
    from PySide6.QtGui import QImage

    QImage(8, 8, QImage.Format.Format_RGB32).save("photo.png")
    told = "photo.png: this PNG carries no document; open a figure saved by nnexplorer or an .nnx file"
    for words in (["figures", "photo.png", "-o", "out"], ["train", "photo.png"], ["photo.png"]):
        command_line(*words).refused(told)
    assert names(here) == ["photo.png"]


# What is wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["semicircle"], ["scene 'semicircle' is not known", "did you mean semicircle-frames"]),
        ([FRAMES, "zzz"], ["scene 'zzz' is not known"]),
        (["no.nnx"], ["no.nnx: no such file"]),
        (["--width", "15"], ["width: expected 16 to 16384 pixels, got 15"]),
        (["--width", "16385"], ["width: expected 16 to 16384 pixels, got 16385"]),
        (["--width", "-5"], ["width", "-5"]),
        (["--width", "wide"], ["--width", "'wide'"]),
        (["--width", "nan"], ["--width", "'nan'"]),
        (["--width", "100.5"], ["--width", "'100.5'"]),
        (["--format", "gif"], ["format 'gif' is unknown; there are png, svg, pdf"]),
        (["--format", "png", "--format", "PNG"], ["format 'PNG' is unknown"]),
        (["--view", "sideways"], ["view 'sideways' is unknown; there are window, input"]),
        (["--theme", "sepia"], ["theme 'sepia' is unknown; there are light, dark, contrast"]),
        (["--palette", "viridis"], ["palette 'viridis' is unknown; there are safe, lecture, grey"]),
        (["--notation", "q"], ["notation: expected one of e, xi, z, got 'q'"]),
        (["--index-base", "2"], ["index base: expected a whole number from 0 to 1, got 2"]),
        (["--index-base", "one"], ["--index-base", "'one'"]),
        (["--font-scale", "nan"], ["font scale: expected a number from 0.25 to 4, got nan"]),
        (["--font-scale", "0"], ["font scale: expected a number from 0.25 to 4, got 0"]),
        (["--font-scale", "inf"], ["font scale", "inf"]),
        (["--font-scale", "large"], ["--font-scale", "'large'"]),
        (["--bogus"], ["--bogus", "'nnexplorer figures --help' tells more"]),
        (["--all-frames=yes"], ["--all-frames"]),
    ],
)
def test_wrong_word_is_refused_before_anything_is_written(command_line, here, words, told):
    command_line("figures", *words, "-o", "out").refused(*told)
    assert names(here) == []


def test_malformed_document_is_refused_with_the_place_of_its_fault(command_line, here):
    (here / "broken.nnx").write_text('{"format": "nnexplorer", "version": 1, "network": {"W1": [[1, "2"]]}}')
    (here / "foreign.pdf").write_bytes(b"%PDF-1.4\n\xff\xfe")
    command_line("figures", "broken.nnx").refused("broken.nnx: $.network")
    command_line("figures", "foreign.pdf").refused("foreign.pdf")
    assert names(here) == ["broken.nnx", "foreign.pdf"]


def test_folder_that_is_a_file_is_refused(command_line, here):
    (here / "file").write_text("kept")
    command_line("figures", FRAMES, "-o", "file").refused("-o file: there is a file of that name; give a folder")
    command_line("figures", FRAMES, "-o", "file/below").refused("file/below: not a directory")
    assert (here / "file").read_text() == "kept"


# What can't be done -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
def test_full_disk_is_told_in_one_line(command_line, here):
    (here / f"{FRAMES}.png").symlink_to("/dev/full")
    command_line("figures", FRAMES, "--width", 64).refused(f"{FRAMES}.png: no space left on device", code=1)


def test_picture_too_large_for_the_memory_is_told_in_one_line(command_line, here, monkeypatch):
    from PySide6.QtGui import QImage

    monkeypatch.setattr(painting, "QImage", lambda *_: QImage())
    monkeypatch.setattr(painting.QImage, "Format", QImage.Format, raising=False)
    command_line("figures", FRAMES).refused("not enough memory for a picture 1600 pixels wide", code=1)
    assert names(here) == []


def test_figure_that_can_not_be_written_whole_is_not_written_at_all(program_command):
    """A disk with room for a kilobyte: the file grows too large on the way."""
    command, environment, folder = program_command
    words = ["sh", "-c", 'ulimit -f 2; exec "$@"', "sh", *command, "figures", FRAMES]
    ended = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"nnexplorer: {FRAMES}.png: file too large\n"
    assert names(folder) == []


def test_ctrl_c_leaves_only_whole_figures(command_line, here, monkeypatch):
    encode = painting.encode

    def interrupted(figure, file_format, width):
        if file_format == "pdf":
            raise KeyboardInterrupt
        return encode(figure, file_format, width)

    monkeypatch.setattr(headless.painting, "encode", interrupted)
    ended = command_line("figures", FRAMES, "--format", "png", "--format", "pdf", "--width", 64)
    assert (ended.code, ended.lines, ended.err) == (130, [f"{FRAMES}.png"], "")
    assert names(here) == [f"{FRAMES}.png"]


def test_closed_pipe_ends_the_rendering_in_silence(program, tmp_path):
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "w") as pipe:
        ended = program("figures", "--width", 64, stdout=pipe)
    assert (ended.code, ended.err) == (0, "")
    assert len(names(tmp_path / "here")) == 1, "no one reads where the others would be"


def test_neither_display_nor_window_is_needed(program, tmp_path):
    ended = program("figures", STILL, "--format", "png", "--format", "pdf", "--view", "window", "--width", 64)
    assert (ended.code, ended.lines, ended.err) == (0, [f"{STILL}.png", f"{STILL}.pdf"], "")
    assert names(tmp_path / "here") == [f"{STILL}.pdf", f"{STILL}.png"]


def test_missing_system_library_is_named_with_its_package(program, broken_qt):
    program("figures", FRAMES, env=broken_qt).refused("libEGL.so.1", "apt install libegl1", code=1)
