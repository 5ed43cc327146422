/* The kernels for processors with AVX-512: tiles of 12 × 32 in 24 of 32 registers. */
#if defined(__x86_64__)
#define SET(name) avx512_##name
#define TARGET __attribute__((target("avx512f,avx2,fma")))
#define LANES 16
#define TILE_ROWS 12
#define MULTIPLY_ADD(x, y, z) __builtin_elementwise_fma(x, y, z)
#include "kernel_set.h"
#endif
