"""What `ma test` is made of: projects prepared, tests played, and what is told of them."""
