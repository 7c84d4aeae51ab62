"""Runs the command line: ``python -m nnexplorer``."""

from __future__ import annotations

import sys

from nnexplorer.cli import main

if __name__ == "__main__":
    sys.exit(main())
