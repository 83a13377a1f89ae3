// Stands in for <boost/python/init.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
