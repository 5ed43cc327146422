// Makes system calls on files fail, for the tests of what must survive that: loaded by LD_PRELOAD.
//
//   FAULT_PATH   only calls on paths that begin so
//   FAULT_CALL   write, fsync, rename, open, mkdir, close, truncate, fallocate or unlink
//   FAULT_AT     the number of the first call that fails, from 1
//   FAULT_MODE   once, always (from then on), kill (the process, before the call), short (half is written)
//   FAULT_ERROR  the error number
//   FAULT_COUNT  a file that gets the number of calls at the end
//
// Build: cc -shared -fPIC -O1 -o interpose.so interpose.c -ldl
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *prefix, *call, *mode, *count_path;
static long first = 0;
static int number = EIO;
static atomic_long count = 0;

__attribute__((constructor)) static void begin(void) {
  prefix = getenv("FAULT_PATH");
  call = getenv("FAULT_CALL");
  mode = getenv("FAULT_MODE");
  count_path = getenv("FAULT_COUNT");
  if (getenv("FAULT_AT")) first = atol(getenv("FAULT_AT"));
  if (getenv("FAULT_ERROR")) number = atoi(getenv("FAULT_ERROR"));
}

__attribute__((destructor)) static void end(void) {
  if (!count_path) return;
  FILE *file = fopen(count_path, "w");
  if (!file) return;
  fprintf(file, "%ld\n", atomic_load(&count));
  fclose(file);
}

// The path of an open file; empty if it has none.
static void path_of(int descriptor, char *path, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, size - 1);
  path[length < 0 ? 0 : length] = 0;
}

// Whether this call is to fail. Errors are left as they are.
static int fails(const char *name, int folder, const char *relative) {
  if (!prefix || !call || strcmp(call, name)) return 0;
  int before = errno;
  char path[4096] = "";
  if (relative && relative[0] == '/') {
    snprintf(path, sizeof path, "%s", relative);
  } else if (folder >= 0) {
    path_of(folder, path, sizeof path);
  }
  errno = before;
  if (strncmp(path, prefix, strlen(prefix))) return 0;
  long now = atomic_fetch_add(&count, 1) + 1;
  if (now < first || !first) return 0;
  int always = mode && (!strcmp(mode, "always"));
  if (!always && now != first) return 0;
  if (mode && !strcmp(mode, "kill")) kill(getpid(), SIGKILL);
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL return errno = number, -1

ssize_t write(int descriptor, const void *bytes, size_t size) {
  if (fails("write", descriptor, NULL)) {
    if (!mode || strcmp(mode, "short") || size < 2) FAIL;
    return REAL(write)(descriptor, bytes, size / 2);
  }
  return REAL(write)(descriptor, bytes, size);
}

int fsync(int descriptor) {
  if (fails("fsync", descriptor, NULL)) FAIL;
  return REAL(fsync)(descriptor);
}

int close(int descriptor) {
  int failing = fails("close", descriptor, NULL);
  int result = REAL(close)(descriptor);
  if (failing) FAIL;
  return result;
}

int ftruncate(int descriptor, off_t length) {
  if (fails("truncate", descriptor, NULL)) FAIL;
  return REAL(ftruncate)(descriptor, length);
}

int ftruncate64(int descriptor, off64_t length) {
  if (fails("truncate", descriptor, NULL)) FAIL;
  return REAL(ftruncate64)(descriptor, length);
}

int posix_fallocate(int descriptor, off_t from, off_t length) {
  if (fails("fallocate", descriptor, NULL)) return number;
  return REAL(posix_fallocate)(descriptor, from, length);
}

int posix_fallocate64(int descriptor, off64_t from, off64_t length) {
  if (fails("fallocate", descriptor, NULL)) return number;
  return REAL(posix_fallocate64)(descriptor, from, length);
}

int mkdirat(int folder, const char *path, mode_t rights) {
  if (fails("mkdir", folder, path)) FAIL;
  return REAL(mkdirat)(folder, path, rights);
}

int unlinkat(int folder, const char *path, int flags) {
  if (fails("unlink", folder, path)) FAIL;
  return REAL(unlinkat)(folder, path, flags);
}

int renameat(int from, const char *path, int to, const char *target) {
  if (fails("rename", to, target)) FAIL;
  return REAL(renameat)(from, path, to, target);
}

int renameat2(int from, const char *path, int to, const char *target, unsigned flags) {
  if (fails("rename", to, target)) FAIL;
  return REAL(renameat2)(from, path, to, target, flags);
}

#define RIGHTS(flags)                    \
  mode_t rights = 0;                     \
  if (flags & (O_CREAT | O_TMPFILE)) {   \
    va_list rest;                        \
    va_start(rest, flags);               \
    rights = va_arg(rest, mode_t);       \
    va_end(rest);                        \
  }

int openat(int folder, const char *path, int flags, ...) {
  RIGHTS(flags)
  if (fails("open", folder, path)) FAIL;
  return REAL(openat)(folder, path, flags, rights);
}

int openat64(int folder, const char *path, int flags, ...) {
  RIGHTS(flags)
  if (fails("open", folder, path)) FAIL;
  return REAL(openat64)(folder, path, flags, rights);
}

int open(const char *path, int flags, ...) {
  RIGHTS(flags)
  if (fails("open", -1, path)) FAIL;
  return REAL(open)(path, flags, rights);
}

int open64(const char *path, int flags, ...) {
  RIGHTS(flags)
  if (fails("open", -1, path)) FAIL;
  return REAL(open64)(path, flags, rights);
}
