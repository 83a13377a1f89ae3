// Stands in for <nanobind/intrusive/counter.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
