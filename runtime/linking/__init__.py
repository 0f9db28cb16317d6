"""Puts a program together with its generated functions: what `maflow.runtime.loader` does, part by part."""
