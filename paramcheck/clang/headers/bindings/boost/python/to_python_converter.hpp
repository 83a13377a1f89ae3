// Stands in for <boost/python/to_python_converter.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
