"""The program: `gouji`, or `python -m validator`."""

import gc


def main() -> None:
    """Run it with the collector off from the start: the imports alone would set it off often, and find nothing."""
    gc.disable()
    from validator import cli

    cli.main()


if __name__ == "__main__":
    main()
