"""python -m bot is dunghan."""

from bot.cli import main

main()
