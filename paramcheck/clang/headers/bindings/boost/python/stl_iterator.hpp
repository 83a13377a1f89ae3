// Stands in for <boost/python/stl_iterator.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
