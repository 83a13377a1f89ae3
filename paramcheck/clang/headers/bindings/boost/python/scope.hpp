// Stands in for <boost/python/scope.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
