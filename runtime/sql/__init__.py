"""Audiences over columns: conditions of a program as SQL for DuckDB, over files of users and events."""
