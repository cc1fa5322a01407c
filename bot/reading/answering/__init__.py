"""The reader of answers: what a message says of the rows that are asked and of any other, as a whole."""

from bot.reading.answering.asked import AskedCells
from bot.reading.answering.named_cells import cells_called, names_cells
from bot.reading.answering.reader import read_message, says_rows, sets_rows
from bot.reading.answering.retelling import cells_told
from bot.reading.answering.understood import Explained, Guessed, NoneArose, Puzzled, Reading, Uncertainty, Unclear

__all__ = [
    "AskedCells",
    "Explained",
    "Guessed",
    "NoneArose",
    "Puzzled",
    "Reading",
    "Uncertainty",
    "Unclear",
    "cells_called",
    "cells_told",
    "names_cells",
    "read_message",
    "says_rows",
    "sets_rows",
]
