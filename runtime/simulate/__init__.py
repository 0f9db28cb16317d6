"""Runs a program over a history in virtual time."""
