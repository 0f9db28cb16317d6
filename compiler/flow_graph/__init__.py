"""How a flow becomes a graph: ids of statements, their heads, and the ways between them."""
