// Stands in for <nanobind/nb_traits.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
