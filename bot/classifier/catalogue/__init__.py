"""Organisations and people that the reader knows by heart, and how they are found in a text."""

from bot.classifier.catalogue.catalogue import Catalogue, load_catalogue
from bot.classifier.catalogue.values import Mention, Organisation, Person

__all__ = ["Catalogue", "Mention", "Organisation", "Person", "load_catalogue"]
