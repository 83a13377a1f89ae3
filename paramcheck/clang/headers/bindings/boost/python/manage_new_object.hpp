// Stands in for <boost/python/manage_new_object.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
