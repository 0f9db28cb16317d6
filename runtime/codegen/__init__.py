"""Python made from a program: what a host runs."""
