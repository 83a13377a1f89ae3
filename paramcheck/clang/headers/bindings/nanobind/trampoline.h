// Stands in for <nanobind/trampoline.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
