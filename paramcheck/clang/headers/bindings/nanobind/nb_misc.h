// Stands in for <nanobind/nb_misc.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
