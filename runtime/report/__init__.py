"""What a journal amounts to, as data: reach, refusals, goals, cost."""
