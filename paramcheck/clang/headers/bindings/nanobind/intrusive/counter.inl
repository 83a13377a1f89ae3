// Stands in for <nanobind/intrusive/counter.inl>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
