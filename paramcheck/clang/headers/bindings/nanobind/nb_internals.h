// Stands in for <nanobind/nb_internals.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
