"""The engine: a function from a program, a state and an input to a new state and effects, without I/O."""
