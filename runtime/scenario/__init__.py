"""Runs the tests of a project in virtual time on the engine, with every guard on."""
