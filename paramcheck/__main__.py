"""``python -m paramcheck`` is the ``paramcheck`` command."""

from paramcheck.cli import main

if __name__ == "__main__":
    main()
