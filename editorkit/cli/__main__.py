"""`python -m editorkit.cli`."""

from editorkit.cli.main import main

if __name__ == "__main__":  # worker processes import this module again where they cannot be forked
    main()
