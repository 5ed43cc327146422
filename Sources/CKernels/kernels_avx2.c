/* The kernels for processors with AVX2 and FMA: tiles of 6 × 16 in twelve of sixteen registers. */
#if defined(__x86_64__)
#define SET(name) avx2_##name
#define TARGET __attribute__((target("avx2,fma")))
#define LANES 8
#define TILE_ROWS 6
#define MULTIPLY_ADD(x, y, z) __builtin_elementwise_fma(x, y, z)
#include "kernel_set.h"
#endif
