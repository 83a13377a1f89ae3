// Stands in for <boost/python/list.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
