"""Types of expressions: what they are, where each came from, and what may be unknown."""
