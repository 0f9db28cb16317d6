"""The local host: a program runs on real input, on one machine."""
