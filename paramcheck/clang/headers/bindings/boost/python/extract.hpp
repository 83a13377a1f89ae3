// Stands in for <boost/python/extract.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
