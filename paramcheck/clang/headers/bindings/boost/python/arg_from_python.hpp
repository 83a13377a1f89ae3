// Stands in for <boost/python/arg_from_python.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
