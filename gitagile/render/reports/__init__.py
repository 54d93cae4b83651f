"""Reports drawn: figures into charts, and charts with their facts into text, Markdown, CSV, JSON and SVG."""
