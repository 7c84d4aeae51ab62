"""The command line: finds the command, reads its options, and turns every error into one line."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import NoReturn

import nnexplorer
from nnexplorer.commands import desktop, export, figures, film, scenes, sweep, train, window
from nnexplorer.commands.common import DONE, FAILED, INTERRUPTED, WRONG_INPUT, complain, print_no_more
from nnexplorer.commands.ends import Ended, ended_by_signals

COMMANDS = {
    "scenes": scenes,
    "figures": figures,
    "film": film,
    "train": train,
    "sweep": sweep,
    "export": export,
    "desktop": desktop,
}
"""By name; a new command is one entry here and a module of its own."""

WRONG_PATH = (FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError)
"""Errors of a path that leads nowhere: the input is wrong, not the disk."""


class _Parser(argparse.ArgumentParser):
    """Raises what is wrong, so that it is told in one line."""

    def error(self, message: str) -> NoReturn:
        raise ValueError(f"{message}; '{self.prog} --help' tells more")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; errors are one line on stderr."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _open_what_is_closed()
    try:
        with ended_by_signals():
            return _told(words)
    except Ended as end:
        return 128 + end.signal


def _told(words: list[str]) -> int:
    try:
        _print_what_there_is()
        code = _run(words)
        print(end="", flush=True)
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _print_no_more()  # whoever read our output has had enough
        return DONE
    except (ValueError, *WRONG_PATH) as error:
        return complain(_message(error), WRONG_INPUT)
    except (OSError, MemoryError) as error:
        _print_no_more()
        return complain(_message(error), FAILED)


def _open_what_is_closed() -> None:
    """Have what is printed go nowhere where there is no standard output, and no file opened in its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - open to the end


def _print_what_there_is() -> None:
    """Have a name that stdout can't spell printed somehow, rather than fail by it."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        spoken = sys.stdout.encoding.lower().replace("-", "") == "utf8"
        sys.stdout.reconfigure(errors="surrogateescape" if spoken else "backslashreplace")


def _print_no_more() -> None:
    """Drop what is left to be printed where it can't be."""
    try:
        print(end="", flush=True)
    except OSError:
        print_no_more(sys.stdout)


def _run(words: list[str]) -> int:
    named = bool(words) and words[0] in COMMANDS
    command = COMMANDS[words[0]] if named else window
    parser = _command_parser(words[0]) if named else _main_parser()
    try:
        options = parser.parse_args(words[1:] if named else words)
    except SystemExit:  # --help and --version have said what they have to say
        return DONE
    code: int = command.run(options)
    return code


def _command_parser(name: str) -> _Parser:
    command = COMMANDS[name]
    parser = _Parser(prog=f"nnexplorer {name}", description=_about(command))
    command.add_arguments(parser)
    return parser


def _main_parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:8}  {_about(command)}" for name, command in COMMANDS.items())
    parser = _Parser(
        prog="nnexplorer",
        description=_about(window),
        epilog=f"commands, each with its own --help:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    window.add_arguments(parser)
    parser.add_argument("--version", action="version", version=f"nnexplorer {nnexplorer.__version__}")
    return parser


def _about(command: ModuleType) -> str:
    return command.__doc__ or ""  # python -OO leaves it out


def _message(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'standard output'}: {error.strerror.lower()}"
    return str(error) or type(error).__name__
