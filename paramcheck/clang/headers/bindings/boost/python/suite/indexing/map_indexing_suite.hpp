// Stands in for <boost/python/suite/indexing/map_indexing_suite.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
