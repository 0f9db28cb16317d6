"""The output formats: each module is one, found by its name, with a function `render`."""
