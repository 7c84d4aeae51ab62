"""The frozen parts that canvases show: what a document is, sampled and measured for a picture."""
