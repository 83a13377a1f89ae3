// Stands in for <boost/python/bases.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
