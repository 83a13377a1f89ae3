// Stands in for <boost/python/suite/indexing/vector_indexing_suite.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
