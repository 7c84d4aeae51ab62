"""What canvases are drawn with: frames, lines, maps, surfaces, formulas; none of it is taken in the hand by itself."""
