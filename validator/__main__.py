"""`python -m validator` is `gouji`."""

from validator.cli import main

if __name__ == "__main__":
    main()
