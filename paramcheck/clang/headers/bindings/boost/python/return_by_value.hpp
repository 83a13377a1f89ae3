// Stands in for <boost/python/return_by_value.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
