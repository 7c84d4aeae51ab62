"""One open document over time: previews, commits, undo and redo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from psygnal import Signal

from nnexplorer.session.history import History

if TYPE_CHECKING:
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Network
    from nnexplorer.model.settings import ViewSettings


@dataclass(frozen=True, eq=False)
class Standing:
    """A document that was set aside: as it stands, as it was opened and saved, and its steps of undo."""

    document: Document
    opened: Document
    saved: Document | None
    history: History[Document]


class Session:
    """Holds the open document; every change to it goes through here.

    A continuous gesture calls `preview` as often as it likes and then `commit` or `revert` once: it is one step of
    undo. What only concerns how a document is shown goes through `look` and is no step at all; undo leaves it.
    """

    changed = Signal(object, object)
    """Emitted with the old and the new document after every change."""

    committed = Signal()
    """Emitted after a step of undo was made, whether or not it changed what is shown."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._before: Document | None = None
        self._opened = document
        self._saved: Document | None = document
        self._history: History[Document] = History()

    @property
    def document(self) -> Document:
        """The document as it stands, a running preview included."""
        return self._document

    @property
    def opened(self) -> Document:
        """The document as it was opened."""
        return self._opened

    @property
    def saved(self) -> Document:
        """The document as its file has it; where no file has it, as it was opened."""
        return self._opened if self._saved is None else self._saved

    @property
    def modified(self) -> bool:
        """Whether the document, a running preview included, has what its file lacks.

        A step of undo counts, and how it is shown; where one looks (frame, probe, selected unit) does not. Undo back
        to what was saved makes it unmodified again.
        """
        document, saved = self._document, self._saved
        if document is saved:
            return False
        return saved is None or not (_same_content(saved, document) and _lasting(saved) == _lasting(document))

    @property
    def previewing(self) -> bool:
        """Whether a gesture is running that is neither committed nor reverted."""
        return self._before is not None

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, None if nothing."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, None if nothing."""
        return self._history.redo_label

    def open(self, document: Document, *, modified: bool = False) -> None:
        """Open another document in place of this one; its history begins here.

        It is as it was saved, or `modified` if no file has it.
        """
        self._before = None
        self._history.clear()
        self._opened = document
        self._saved = None if modified else document
        self._replace(document)

    def set_aside(self) -> Standing:
        """Return the document with all that is known of it, to `resume` it later; a running preview is none of it."""
        document = self._document if self._before is None else self._before
        return Standing(document, self._opened, self._saved, self._history.copy())

    def resume(self, standing: Standing) -> None:
        """Open what was set aside as if it had never been away."""
        self._before = None
        self._opened, self._saved, self._history = standing.opened, standing.saved, standing.history.copy()
        self._replace(standing.document)
        self.committed.emit()

    def mark_saved(self) -> None:
        """Note that the document as it stands was saved."""
        self._saved = self._document

    def preview(self, document: Document) -> None:
        """Show `document` as the state of a gesture that is still running."""
        if self._before is None:
            self._before = self._document
        self._replace(document)

    def commit(self, label: str, document: Document | None = None) -> None:
        """End a running preview, or make a change at once, as one step of undo called `label`."""
        before = self._document if self._before is None else self._before
        self._before = None
        after = self._document if document is None else document
        if _same_content(before, after):
            self._replace(after)
            return
        self._history.push(label, before)
        self._replace(after)
        self.committed.emit()

    def revert(self) -> None:
        """Take a running preview back."""
        if self._before is not None:
            before, self._before = self._before, None
            self._replace(_with_view(before, self._document))

    def look(self, document: Document) -> None:
        """Change how the document is shown: no step of undo, and allowed in the middle of a preview."""
        self._replace(document)

    def undo(self) -> None:
        """Go back a step; a running preview is taken back instead."""
        if self.previewing:
            self.revert()
            return
        self._travel(self._history.undo(self._document))

    def redo(self) -> None:
        """Go forward a step again; a running preview is taken back first."""
        self.revert()
        self._travel(self._history.redo(self._document))

    def _travel(self, document: Document | None) -> None:
        if document is not None:
            self._replace(_with_view(document, self._document))

    def _replace(self, document: Document) -> None:
        old, self._document = self._document, document
        if old is not document:
            self.changed.emit(old, document)


NETWORKS = ("network", "start", "rival", "rival_start")


def _same_content(first: Document, second: Document) -> bool:
    """Whether two documents differ in nothing but how they are shown."""
    names = ("training", "title", "section", "caption", "step", "test_share", "split_seed", "frozen", "recipe")
    same = (
        first.data is second.data
        and first.alternative is second.alternative
        and all(getattr(first, name) == getattr(second, name) for name in names)
    )
    return same and all(_same(getattr(first, name), getattr(second, name)) for name in NETWORKS)


def _lasting(document: Document) -> ViewSettings:
    """How a document is shown, apart from where one looks."""
    return replace(document.view, frame=0, probe=None, selected=None)


def _same(first: Network | None, second: Network | None) -> bool:
    """Whether two networks are the same one, or equal in every number."""
    if first is second or first is None or second is None:
        return first is second
    if (first.hidden, first.output, first.slope) != (second.hidden, second.output, second.slope):
        return False
    return all(np.array_equal(getattr(first, name), getattr(second, name)) for name in ("W1", "b1", "W2", "b2"))


def _with_view(document: Document, shown: Document) -> Document:
    """`document` looked at the way `shown` is, so far as its network has what is looked at."""
    view = shown.view
    if view.selected is not None:
        view = replace(view, selected=min(view.selected, document.network.units - 1))
    return replace(document, view=view)
