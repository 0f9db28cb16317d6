"""The command `ma`: one file a command."""
