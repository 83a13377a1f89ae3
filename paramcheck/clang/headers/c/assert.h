// Stands in for <assert.h> of the C standard library: an assertion is nothing.
#pragma once
#define assert(...) ((void)0)
#ifndef __cplusplus
#define static_assert _Static_assert
#endif
