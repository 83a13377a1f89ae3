// Stands in for <boost/python/docstring_options.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
