"""What a sound project looks like outside its expressions: names, clauses, steps, labels."""
