"""Tests; they mirror the source folders."""
