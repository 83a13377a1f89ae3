// Stands in for <boost/python/converter/registry.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
