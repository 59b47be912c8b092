"""People to be told of: invented, no two alike, none of them close enough to another to be taken for the same."""

_FIRST = """
Ada Bela Dina Elif Finn Gita Hugo Ines Jens Kira Lars Mona Nils Olga Pavel Rosa Sven Uwe Vera Walid Yusuf Zoe Amir
Bruno Carla Diego Edda Fatima Georg Hanna Ivo Julia Kofi Lena Marco Nora Quentin Thea Ulf Viktor Wilma Zeno
""".split()  # noqa: SIM905 - a list would take a line for each
_LAST = """
Abel Borg Castro Dahl Engel Fabre Grau Holm Ibsen Janko Kessler Lund Moreau Naumann Ortiz Prieto Quist Rossi Sato Thorn Ubeda
Varga Weiss Yilmaz Zuber Anders Brandt Costa Duval Eklund Farkas Gomez Haas Iversen Jansen Kovacs Lukas Meyer Novak Olsen
Pohl Ruiz Stein Toth Ullman Vogel Wolff Young Zeman Alba
""".split()  # noqa: SIM905 - a list would take a line for each


def names() -> list[str]:
    """Two thousand one hundred people."""
    return [f"{first} {last}" for last in _LAST for first in _FIRST]
