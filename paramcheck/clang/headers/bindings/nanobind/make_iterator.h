// Stands in for <nanobind/make_iterator.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
