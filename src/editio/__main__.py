"""``python -m editio`` is the command ``editio``."""

from editio.cli.main import run

if __name__ == "__main__":
    run()
