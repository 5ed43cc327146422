/* How products are cut into blocks that stay in the caches. */
#ifndef ASRSH_TILING_H
#define ASRSH_TILING_H

/* Inner indices summed in registers before they are added to the result: part of what a result is. */
#define INNER_BLOCK 384
/* A packed block of b, INNER_BLOCK × COLUMN_BLOCK, stays in the second cache (576 kB) while ... */
#define COLUMN_BLOCK 384
/* ... this many rows of a pass by it (180 kB). A multiple of the tiles' heights, 12, 6 and 4. */
#define ROW_BLOCK 120

#define MINIMUM(x, y) ((x) < (y) ? (x) : (y))

#endif
