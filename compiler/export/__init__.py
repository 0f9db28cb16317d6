"""Drawings of flow graphs for other programs to lay out: Mermaid, and DOT for Graphviz."""
