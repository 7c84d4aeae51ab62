"""One open document over time: previews, undo, the course of its training. No Qt."""
