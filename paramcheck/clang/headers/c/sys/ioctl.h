// Stands in for <sys/ioctl.h> of the C libraries.
#pragma once
struct winsize { unsigned short ws_row, ws_col, ws_xpixel, ws_ypixel; };
#define TIOCGWINSZ 0x5413
#define TIOCSTI 0x5412
#define FIONREAD 0x541B
#define FIONBIO 0x5421
#ifdef __cplusplus
extern "C"
#endif
int ioctl(int, unsigned long, ...);
