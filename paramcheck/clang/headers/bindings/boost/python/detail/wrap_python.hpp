// Stands in for <boost/python/detail/wrap_python.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
