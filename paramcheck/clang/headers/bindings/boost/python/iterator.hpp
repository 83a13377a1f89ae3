// Stands in for <boost/python/iterator.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
