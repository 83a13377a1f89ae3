// Stands in for <boost/python/reference_existing_object.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
