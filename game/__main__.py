"""`python -m game` is the command `common-ground`."""

from game.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
