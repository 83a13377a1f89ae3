"""Parsing the little of a file that one definition needs.

A function that states defaults takes ten lines of a file of ten thousand, and needs one header of fifty. What it needs
is chosen by the text: declarations of the names that it mentions, in its file and in the headers, and of the names that
those mention. Whatever is left out of what would be needed is an error to the compiler; then the whole file is parsed.
"""

from paramcheck.native.excerpts.excerpt import Excerpts

__all__ = ["Excerpts"]
