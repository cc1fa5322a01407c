"""The written report, as it is spoken of in the chat."""
