// Stands in for <boost/python/pure_virtual.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
