"""What is alike of many places: how the answer is heard there, and what "giữ nguyên" means."""

from bot.conversation.core.step import Hears, Manner, Questions
from bot.messages.actions import GO_ON, KEEP, SAME_WORDS

# A report is being filled: what is typed are figures, or a question if it surely is one.
OF_FIGURES = Manner(hears=Hears.FIGURES, questions=Questions.IF_SURE, open_report=True, stay=GO_ON)
# A finding about them: corrected, or kept with a reason.
OF_A_FINDING = Manner(hears=Hears.FIGURES, questions=Questions.IF_SURE, open_report=True, stay=KEEP)
# Figures of the report at hand are in question, and may be kept.
OF_A_DOUBT = Manner(hears=Hears.FIGURES, questions=Questions.NEVER, open_report=True, stay=KEEP)
# The reason for keeping them.
OF_A_REASON = Manner(hears=Hears.SENTENCE, questions=Questions.NEVER, open_report=True, stay=KEEP)
# A sentence about something else: a reason, a day, a part of a draft.
OF_A_SENTENCE = Manner(hears=Hears.SENTENCE, questions=Questions.NEVER, open_report=False, stay=GO_ON)
# Words that will be printed as they are: only what surely is a question or a command is none.
OF_WORDS = Manner(hears=Hears.SENTENCE, questions=Questions.IF_SURE, open_report=False, stay=SAME_WORDS)
# Only the choices are understood.
OF_A_CHOICE = Manner(hears=Hears.CHOICE, questions=Questions.NEVER, open_report=False, stay=GO_ON)
# Nothing is begun: a list, a page, the menu.
AT_REST = Manner(hears=Hears.CHOICE, questions=Questions.ALWAYS, open_report=False, stay=GO_ON)
