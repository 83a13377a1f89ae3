// Stands in for <nanobind/nb_defs.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
