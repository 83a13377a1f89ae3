// Stands in for <nanobind/nb_types.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
