"""Telegram, Zalo and the terminal behind one protocol."""
