// Stands in for <boost/python/operators.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
