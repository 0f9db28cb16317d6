"""Several ways to the same answer are held to one another."""
