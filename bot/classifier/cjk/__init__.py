"""The reader of Chinese and Japanese stories: languages written without spaces, read by one pipeline over their own words."""

from bot.classifier.cjk.reader import read_cjk

__all__ = ["read_cjk"]
