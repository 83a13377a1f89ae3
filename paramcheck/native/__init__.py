"""Native facts: what defaults the C or C++ library states."""
