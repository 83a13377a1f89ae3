// Stands in for <nanobind/nb_call.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
