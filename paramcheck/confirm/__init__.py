"""Running the real library: what it returns as defaults, what reaches it, and what a difference changes.

Everything that belongs to a package runs in a process of its own, with limits, and only when ``paramcheck confirm`` is
called. Nothing here knows a library: what is particular to one is its rule file's ``[confirm]`` table.
"""
