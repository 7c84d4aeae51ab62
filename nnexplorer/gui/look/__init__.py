"""How everything looks: themes, palettes, the typeface, the style of canvases and of Qt's widgets."""
