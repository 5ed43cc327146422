#ifndef ASRSH_CBLAS_H
#define ASRSH_CBLAS_H

#include <cblas.h>
#include <malloc.h>

/* Whether the processor has the instructions that OpenBLAS's kernels for AVX-512 use. */
static inline int asrsh_has_avx512(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#else
  return 0;
#endif
}

/* The bytes that are free in the allocator's heap; where the C library does not tell, none. */
static inline size_t asrsh_free_heap(void) {
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
  return mallinfo2().fordblks;
#else
  return 0;
#endif
}

/* Gives free pages of the allocator's heap back to the system. */
static inline void asrsh_trim_heap(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

/* OpenBLAS's own; not in its header, and not in builds without threads. */
extern int blas_thread_shutdown_(void) __attribute__((weak));

/* Leaves the processor's cores to the caller's threads: OpenBLAS works on the calling thread only,
   and its own threads, which look for work without sleeping for a while after the start, end. */
static inline void asrsh_take_cores(void) {
  openblas_set_num_threads(1);
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}

#endif
