"""How a check walks a tree: one file by itself, all files beside each other, or some of them."""
