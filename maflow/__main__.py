"""`python -m maflow` is `ma`."""

from __future__ import annotations

from maflow.cli.main import main

if __name__ == "__main__":
    main()
