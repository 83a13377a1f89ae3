"""Where a tree of sources comes from: a folder, native sources beside it, or an sdist from a package index.

Nothing here runs, imports or builds anything of the project that it reads. ``tree`` is what the rest of the
program sees; ``store`` makes a tree from a requirement.
"""
