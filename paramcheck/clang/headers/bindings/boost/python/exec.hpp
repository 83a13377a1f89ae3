// Stands in for <boost/python/exec.hpp>, which <boost/python.hpp> covers.
#pragma once
#include <boost/python.hpp>
