"""Write the network of a scene or a document as source text."""

from __future__ import annotations

import argparse
from pathlib import Path

from nnexplorer.commands.common import DONE, check_output, document_named


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    from nnexplorer.model.export import FORMATS

    contents = "; ".join(f"{one.name}: {one.content}" for one in FORMATS.values())
    parser.add_argument("name", metavar="SCENE|DOCUMENT")
    parser.add_argument("--to", dest="format", required=True, metavar="|".join(FORMATS), help=contents)
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE", help="write it there, and print the path")


def run(options: argparse.Namespace) -> int:
    """Print the text, or write it and print the path."""
    from nnexplorer.model import storage
    from nnexplorer.model.export import file_format

    write = file_format(options.format).write
    check_output(options.output)
    text = write(document_named(options.name).network)
    if options.output is None:
        print(text, end="")
    else:
        storage.write(text.encode(), options.output)
        print(options.output)
    return DONE
