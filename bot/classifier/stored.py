"""Trained numbers as training stored them (NumPy's ``.npz``), read without NumPy, which costs more to load than all of them."""

import ast
import struct
import zipfile
from importlib.resources.abc import Traversable

_HEADER = struct.Struct("<6sBBH")  # magic, version, length of the description; what `numpy.savez` writes for small arrays
_FORMATS = {"<f2": "e", "<f4": "f", "<f8": "d", "<i4": "i"}


def numbers(path: Traversable) -> dict[str, tuple[float, ...]]:
    """Every array of a file by its name, as plain numbers."""
    with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
        return {name.removesuffix(".npy"): _array(archive.read(name)) for name in archive.namelist()}


def _array(data: bytes) -> tuple[float, ...]:
    magic, version, _, length = _HEADER.unpack_from(data)
    assert (magic, version) == (b"\x93NUMPY", 1), "written by numpy.savez"
    start = _HEADER.size + length
    described = ast.literal_eval(data[_HEADER.size : start].decode("latin-1"))
    letter = _FORMATS[described["descr"]]
    count = (len(data) - start) // struct.calcsize(letter)
    return struct.unpack(f"<{count}{letter}", data[start:])
