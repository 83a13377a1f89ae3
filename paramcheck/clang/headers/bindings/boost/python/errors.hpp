// Stands in for <boost/python/errors.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
