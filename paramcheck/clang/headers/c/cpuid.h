// Stands in for <cpuid.h> of the compilers.
#pragma once
#define __cpuid(leaf, a, b, c, d) ((a) = (b) = (c) = (d) = 0)
#define __cpuid_count(leaf, subleaf, a, b, c, d) ((a) = (b) = (c) = (d) = 0)
#ifdef __cplusplus
extern "C" {
#endif
int __get_cpuid(unsigned, unsigned *, unsigned *, unsigned *, unsigned *);
int __get_cpuid_count(unsigned, unsigned, unsigned *, unsigned *, unsigned *, unsigned *);
unsigned __get_cpuid_max(unsigned, unsigned *);
#ifdef __cplusplus
}
#endif
