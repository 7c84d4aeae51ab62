"""The command line: finds the command, reads its options, and turns every error into one line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import nnexplorer
from nnexplorer.commands import figures, scenes, train, window
from nnexplorer.commands.common import DONE, FAILED, INTERRUPTED, WRONG_INPUT, complain

COMMANDS = {"scenes": scenes, "figures": figures, "train": train}
"""By name; a new command is one entry here and a module of its own."""


class _Parser(argparse.ArgumentParser):
    """Raises what is wrong, so that it is told in one line."""

    def error(self, message: str) -> NoReturn:
        raise ValueError(f"{message}; '{self.prog} --help' tells more")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; errors are one line on stderr."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough, and the flush at exit must not say so again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (ValueError, FileNotFoundError, IsADirectoryError) as error:
        return complain(_message(error), WRONG_INPUT)
    except (OSError, MemoryError) as error:
        return complain(_message(error), FAILED)


def _run(words: list[str]) -> int:
    if words and words[0] in COMMANDS:
        command = COMMANDS[words[0]]
        parser = _Parser(prog=f"nnexplorer {words[0]}", description=command.__doc__)
        command.add_arguments(parser)
        code: int = command.run(parser.parse_args(words[1:]))
        return code
    return window.run(_main_parser().parse_args(words))


def _main_parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:8}  {command.__doc__}" for name, command in COMMANDS.items())
    parser = _Parser(
        prog="nnexplorer",
        description=window.__doc__,
        epilog=f"commands, each with its own --help:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    window.add_arguments(parser)
    parser.add_argument("--version", action="version", version=f"nnexplorer {nnexplorer.__version__}")
    return parser


def _message(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror and error.filename is not None:
        return f"{error.filename}: {error.strerror.lower()}"
    return str(error) or type(error).__name__
