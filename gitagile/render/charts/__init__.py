"""Charts: plain records of amounts, drawn as text for a terminal, as SVG, as Mermaid, and written as tables."""
