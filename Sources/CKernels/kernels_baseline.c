/* The kernels for any processor: no fused multiply-add, vectors of four. */
#define SET(name) baseline_##name
#define TARGET
#define LANES 4
#define TILE_ROWS 4
#define MULTIPLY_ADD(x, y, z) ((x) * (y) + (z))
#include "kernel_set.h"
