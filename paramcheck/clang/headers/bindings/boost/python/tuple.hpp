// Stands in for <boost/python/tuple.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
