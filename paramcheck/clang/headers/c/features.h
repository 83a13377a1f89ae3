// Stands in for <features.h> of the GNU C library: nothing here depends on it.
#pragma once
