"""The language front end: text to syntax tree, with spans and diagnostics."""
