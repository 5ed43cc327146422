/* The allocator's heap, as far as the C library tells of it. */
#ifndef ASRSH_HEAP_H
#define ASRSH_HEAP_H

#include <malloc.h>
#include <stddef.h>

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

#endif
