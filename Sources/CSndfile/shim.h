#ifndef ASRSH_CSNDFILE_H
#define ASRSH_CSNDFILE_H

#include <sndfile.h>
#include <stdio.h>

/* The standard streams are variables in C, which Swift 6 takes for shared mutable state. */
static inline FILE *asrsh_exchange_stderr(FILE *stream) {
  FILE *before = stderr;
  stderr = stream;
  return before;
}

#endif
