// Stands in for <boost/python/implicit.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
