// Stands in for <stdio.h> of the C standard library and of POSIX.
#pragma once
#include <stdarg.h>
#include <stddef.h>
#include <sys/types.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct _IO_FILE FILE;
typedef struct { long long __position; } fpos_t;
extern FILE *stdin, *stdout, *stderr;
#define stdin stdin
#define stdout stdout
#define stderr stderr
#define EOF (-1)
#define BUFSIZ 8192
#define FILENAME_MAX 4096
#define FOPEN_MAX 16
#define L_tmpnam 20
#define TMP_MAX 238328
#define P_tmpdir "/tmp"
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define _IOFBF 0
#define _IOLBF 1
#define _IONBF 2
int printf(const char *, ...), fprintf(FILE *, const char *, ...), sprintf(char *, const char *, ...);
int snprintf(char *, size_t, const char *, ...), dprintf(int, const char *, ...), asprintf(char **, const char *, ...);
int vprintf(const char *, va_list), vfprintf(FILE *, const char *, va_list), vsprintf(char *, const char *, va_list);
int vsnprintf(char *, size_t, const char *, va_list), vasprintf(char **, const char *, va_list);
int vdprintf(int, const char *, va_list);
int scanf(const char *, ...), fscanf(FILE *, const char *, ...), sscanf(const char *, const char *, ...);
int vscanf(const char *, va_list), vfscanf(FILE *, const char *, va_list), vsscanf(const char *, const char *, va_list);
FILE *fopen(const char *, const char *), *freopen(const char *, const char *, FILE *), *tmpfile(void);
FILE *fdopen(int, const char *), *popen(const char *, const char *), *fmemopen(void *, size_t, const char *);
FILE *open_memstream(char **, size_t *), *fopen64(const char *, const char *);
int fclose(FILE *), pclose(FILE *), fflush(FILE *), feof(FILE *), ferror(FILE *), fileno(FILE *), ungetc(int, FILE *);
int fgetc(FILE *), getc(FILE *), getchar(void), fputc(int, FILE *), putc(int, FILE *), putchar(int), puts(const char *);
int getc_unlocked(FILE *), putc_unlocked(int, FILE *), getchar_unlocked(void), putchar_unlocked(int);
char *fgets(char *, int, FILE *), *tmpnam(char *), *gets(char *);
int fputs(const char *, FILE *), fseek(FILE *, long, int), fgetpos(FILE *, fpos_t *), fsetpos(FILE *, const fpos_t *);
int fseeko(FILE *, off_t, int), fseeko64(FILE *, off_t, int);
off_t ftello(FILE *), ftello64(FILE *);
long ftell(FILE *);
size_t fread(void *, size_t, size_t, FILE *), fwrite(const void *, size_t, size_t, FILE *);
size_t fread_unlocked(void *, size_t, size_t, FILE *), fwrite_unlocked(const void *, size_t, size_t, FILE *);
void rewind(FILE *), clearerr(FILE *), perror(const char *), setbuf(FILE *, char *), setlinebuf(FILE *);
void flockfile(FILE *), funlockfile(FILE *);
int setvbuf(FILE *, char *, int, size_t), remove(const char *), rename(const char *, const char *);
ssize_t getline(char **, size_t *, FILE *), getdelim(char **, size_t *, int, FILE *);
#ifdef __cplusplus
}
#endif
