// Stands in for <termios.h> of POSIX.
#pragma once
typedef unsigned tcflag_t, speed_t;
typedef unsigned char cc_t;
struct termios { tcflag_t c_iflag, c_oflag, c_cflag, c_lflag; cc_t c_line, c_cc[32]; speed_t c_ispeed, c_ospeed; };
#define ICANON 2
#define ECHO 8
#define ISIG 1
#define IXON 02000
#define ICRNL 0400
#define OPOST 1
#define IEXTEN 0100000
#define BRKINT 2
#define INPCK 020
#define ISTRIP 040
#define CS8 060
#define VTIME 5
#define VMIN 6
#define TCSANOW 0
#define TCSADRAIN 1
#define TCSAFLUSH 2
#define TCIFLUSH 0
#ifdef __cplusplus
extern "C" {
#endif
int tcgetattr(int, struct termios *), tcsetattr(int, int, const struct termios *), tcflush(int, int);
void cfmakeraw(struct termios *);
#ifdef __cplusplus
}
#endif
