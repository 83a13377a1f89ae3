"""Our own minimal stand-ins for the headers that a vendored library includes but does not bring.

C and C++ sources are parsed without the machine's compiler and its headers, so that a report is the same
everywhere. Without any ``<string>``, however, clang drops the initialiser of a ``std::string`` member, and the
default with it. So every header of the C and C++ standard libraries, the common ones of POSIX, and those of
pybind11, nanobind, Boost.Python, CPython and NumPy have a stand-in here, which declares just enough for
ordinary code to type-check:

``cxx``
    The C++ standard library. Limits, common mathematics, ``min`` and ``max`` are constant expressions.
``c``
    The C standard library and POSIX, for C and for C++.
``bindings``
    The binding libraries. A module is a function named ``paramcheck_module_`` and the module's name.

They are searched in that order, each as a system folder (``-isystem``), after the tree's own folders. All of it
is written for this program. Nothing here can be compiled into a program that runs: bodies are empty, and
the layout of a class is not that of any real library.
"""
