"""Delivers what stands in the outbox: paced, tried again where that is safe, never where it is not."""
