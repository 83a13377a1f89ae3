// Stands in for <sys/sysinfo.h> of Linux.
#pragma once
struct sysinfo {
  long uptime; unsigned long loads[3], totalram, freeram, sharedram, bufferram, totalswap, freeswap;
  unsigned short procs; unsigned long totalhigh, freehigh; unsigned mem_unit;
};
#ifdef __cplusplus
extern "C" {
#endif
int sysinfo(struct sysinfo *), get_nprocs(void), get_nprocs_conf(void);
long get_phys_pages(void), get_avphys_pages(void);
#ifdef __cplusplus
}
#endif
