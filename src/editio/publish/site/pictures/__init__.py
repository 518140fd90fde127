"""The pictures of an edition, drawn as SVG: a map, a timeline, a network. Each has its table."""
