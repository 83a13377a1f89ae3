// Stands in for <boost/python/self.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
