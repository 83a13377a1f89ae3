// Stands in for <nanobind/nb_tuple.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
