// Stands in for <boost/python/dict.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
