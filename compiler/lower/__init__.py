"""Turns a checked project into the program that hosts run."""
