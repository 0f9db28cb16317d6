"""The journal as a file: JSON Lines, one record a decision."""
