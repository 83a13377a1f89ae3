// Stands in for <boost/python/type_id.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
