// Stands in for <nanobind/typing.h>, which <nanobind/nanobind.h> covers.
#pragma once
#include <nanobind/nanobind.h>
