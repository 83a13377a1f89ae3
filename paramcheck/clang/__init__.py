"""Hermetic parsing of C and C++ with libclang, and what expressions of them mean."""
