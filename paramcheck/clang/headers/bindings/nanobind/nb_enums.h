// Stands in for <nanobind/nb_enums.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
