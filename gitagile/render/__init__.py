"""Results to strings: what a face shows and what a generated file holds."""
