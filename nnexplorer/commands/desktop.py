"""Add the program, its icon and the .nnx file type to your desktop, or remove them."""

from __future__ import annotations

import argparse

from nnexplorer.commands.common import DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--remove", action="store_true", help="take away what this command added")


def run(options: argparse.Namespace) -> int:
    """Write or remove the files, and print their paths."""
    from nnexplorer.gui import desktop_entry

    for path in desktop_entry.remove() if options.remove else desktop_entry.install():
        print(path)
    return DONE
