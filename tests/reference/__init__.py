"""The reference interpreter: the meaning of a project, written to be read and held against the engine.

Begin with `world`: what is done with one input, in which order. Then, as need be: `expressions` (values,
the unknown, the history), `flips` (when time alone changes a condition), `triggers` (`enter when` and
schedules), `entries`, `flow` (statements), `pipeline` (guards of a send) with `consent`, `quiet` and
`limits`, `results` (receipts). `scenario_runner` runs the tests of a project, `story` tells short ones.
It shares nothing with the engine but the records of its inputs and decisions.
"""
