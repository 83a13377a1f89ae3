// Stands in for <pybind11/iostream.h>.
#pragma once
#include <iostream>
#include <pybind11/pybind11.h>
