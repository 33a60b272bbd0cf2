"""``python -m handbook`` does what ``handbook`` does."""

from handbook.cli import main

if __name__ == "__main__":
    main()
