// Stands in for <boost/python/def.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
