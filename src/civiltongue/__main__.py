"""The command ``civiltongue``."""

from civiltongue.cli import civiltongue


def main() -> None:
    """Run the command."""
    civiltongue(prog_name="civiltongue")


if __name__ == "__main__":
    main()
