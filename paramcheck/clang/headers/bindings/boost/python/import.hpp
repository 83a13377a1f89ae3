// Stands in for <boost/python/import.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
