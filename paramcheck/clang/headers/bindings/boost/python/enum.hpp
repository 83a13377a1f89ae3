// Stands in for <boost/python/enum.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
