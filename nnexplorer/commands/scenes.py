"""List the scenes of the lecture in order."""

from __future__ import annotations

import argparse
import json

from nnexplorer.commands.common import DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--json", action="store_true", help="as JSON, with section, frames and caption")


def run(options: argparse.Namespace) -> int:
    """Print every scene's id and title, or all about it as JSON."""
    from nnexplorer.model.lecture import scenes

    if options.json:
        names = ("id", "title", "section", "frames", "caption")
        print(json.dumps([{name: getattr(scene, name) for name in names} for scene in scenes()], indent=2))
        return DONE
    width = max(len(scene.id) for scene in scenes())
    for scene in scenes():
        print(f"{scene.id:{width}}  {scene.title}")
    return DONE
