/* One set of kernels. Included once by each file that names an instruction set, which defines

     SET(name)     the names of the set's functions
     TARGET        the instruction set, as an attribute of functions
     LANES         floats in a vector
     TILE_ROWS     rows of the largest tile; its columns are two vectors
     MULTIPLY_ADD  x · y + z of vectors

   A tile of the result stays in registers while an inner block passes by: each step loads two vectors
   of b and multiplies them with one element of every row of a. b is packed into panels, which hold two
   vectors of columns for each inner index, so that they are read in order; a is read where it lies if
   it is stored by rows, and packed likewise if not. (K. Goto and R. van de Geijn, "Anatomy of
   High-Performance Matrix Multiplication", 2008; F. Van Zee and R. van de Geijn, "BLIS", 2015.) */
#include <string.h>

#include "products.h"
#include "kernel_set_functions.h"
#include "tiling.h"

typedef float SET(vector) __attribute__((vector_size(LANES * 4), aligned(4)));
#define VECTOR SET(vector)
#define PANEL (2 * LANES)

typedef float SET(four) __attribute__((vector_size(16), aligned(4)));
#define FOUR SET(four)

/* What a tile's result is multiplied by and added to. */
struct SET(ending) {
  float scale, keep;
};

/* Writes a vector of results. */
static inline __attribute__((always_inline)) TARGET VECTOR SET(ended)(
    VECTOR sum, const float *old, struct SET(ending) ending) {
  sum *= ending.scale;
  if (ending.keep == 0) return sum;
  VECTOR before = *(const VECTOR *)old;
  return sum + (ending.keep == 1 ? before : before * ending.keep);
}

/* Computes a tile of `rows` × PANEL, of which `columns` are written.
   a: element (i, k) at a[k * rows + i] if it is packed, else at a[i * a_stride + k]. */
static inline __attribute__((always_inline)) TARGET void SET(tile)(
    const int rows, const int is_packed, ptrdiff_t inner, const float *a, ptrdiff_t a_stride,
    const float *b, float *c, ptrdiff_t c_stride, ptrdiff_t columns, struct SET(ending) ending) {
  VECTOR sum[TILE_ROWS][2];
  for (int i = 0; i < rows; i++) {
    sum[i][0] = sum[i][1] = (VECTOR){0};
    __builtin_prefetch(c + i * c_stride, 1);
    __builtin_prefetch(c + i * c_stride + PANEL - 1, 1);
  }
  /* Three pointers with multiples of the stride reach twelve rows within the addresses of loads. */
  const float *low = a, *middle = a + 4 * a_stride, *high = a + 8 * a_stride;
  for (ptrdiff_t k = 0; k < inner; k++) {
    VECTOR b0 = *(const VECTOR *)b, b1 = *(const VECTOR *)(b + LANES);
    for (int i = 0; i < rows; i++) {
      const float *row = i < 4 ? low : i < 8 ? middle : high;
      VECTOR element = (is_packed ? a[i] : row[(i & 3) * a_stride]) - (VECTOR){0};
      sum[i][0] = MULTIPLY_ADD(element, b0, sum[i][0]);
      sum[i][1] = MULTIPLY_ADD(element, b1, sum[i][1]);
    }
    b += PANEL;
    a += rows;
    low++;
    middle++;
    high++;
  }
  for (int i = 0; i < rows; i++) {
    float *out = c + i * c_stride;
    if (columns == PANEL) {
      *(VECTOR *)out = SET(ended)(sum[i][0], out, ending);
      *(VECTOR *)(out + LANES) = SET(ended)(sum[i][1], out + LANES, ending);
    } else {
      float line[PANEL];
      memcpy(line, out, (size_t)columns * sizeof(float));
      *(VECTOR *)line = SET(ended)(sum[i][0], line, ending);
      *(VECTOR *)(line + LANES) = SET(ended)(sum[i][1], line + LANES, ending);
      memcpy(out, line, (size_t)columns * sizeof(float));
    }
  }
}

#define TILE(rows)                                                                                \
  static __attribute__((noinline)) TARGET void SET(tile##rows)(                                   \
      int is_packed, ptrdiff_t inner, const float *a, ptrdiff_t a_stride, const float *b, float *c, \
      ptrdiff_t c_stride, ptrdiff_t columns, struct SET(ending) ending) {                         \
    if (is_packed)                                                                                \
      SET(tile)(rows, 1, inner, a, a_stride, b, c, c_stride, columns, ending);                    \
    else                                                                                          \
      SET(tile)(rows, 0, inner, a, a_stride, b, c, c_stride, columns, ending);                    \
  }

TILE(1)
TILE(2)
TILE(3)
TILE(4)
#if TILE_ROWS >= 6
TILE(5)
TILE(6)
#endif
#if TILE_ROWS >= 12
TILE(7)
TILE(8)
TILE(9)
TILE(10)
TILE(11)
TILE(12)
#endif
#undef TILE

typedef void (*SET(tile_function))(
    int, ptrdiff_t, const float *, ptrdiff_t, const float *, float *, ptrdiff_t, ptrdiff_t,
    struct SET(ending));

/* The tile for each height. */
static const SET(tile_function) SET(tiles)[TILE_ROWS + 1] = {
    0, SET(tile1), SET(tile2), SET(tile3), SET(tile4),
#if TILE_ROWS >= 6
    SET(tile5), SET(tile6),
#endif
#if TILE_ROWS >= 12
    SET(tile7), SET(tile8), SET(tile9), SET(tile10), SET(tile11), SET(tile12),
#endif
};

/* Transposes 4 × 4 elements: row i of `from` becomes column i of `to`. */
static inline __attribute__((always_inline)) TARGET void SET(transpose4)(
    const float *from, ptrdiff_t from_stride, float *to, ptrdiff_t to_stride) {
  FOUR a = *(const FOUR *)from, b = *(const FOUR *)(from + from_stride);
  FOUR c = *(const FOUR *)(from + 2 * from_stride), d = *(const FOUR *)(from + 3 * from_stride);
  FOUR ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  FOUR ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  FOUR cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  FOUR cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  *(FOUR *)to = __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5);
  *(FOUR *)(to + to_stride) = __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7);
  *(FOUR *)(to + 2 * to_stride) = __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5);
  *(FOUR *)(to + 3 * to_stride) = __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7);
}

#if LANES == 16
#define STEP 16
/* Transposes 16 × 16 elements: pairs of rows, pairs of pairs, then blocks of four. */
static inline __attribute__((always_inline)) TARGET void SET(transpose)(
    const float *from, ptrdiff_t from_stride, float *to) {
  VECTOR r[16], t[16];
  for (int i = 0; i < 16; i++) r[i] = *(const VECTOR *)(from + i * from_stride);
  for (int i = 0; i < 16; i += 2) {
    t[i] = __builtin_shufflevector(
        r[i], r[i + 1], 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
    t[i + 1] = __builtin_shufflevector(
        r[i], r[i + 1], 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  }
  for (int i = 0; i < 16; i += 4)
    for (int j = 0; j < 2; j++) {
      r[i + 2 * j] = __builtin_shufflevector(
          t[i + j], t[i + j + 2], 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
      r[i + 2 * j + 1] = __builtin_shufflevector(
          t[i + j], t[i + j + 2], 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
    }
  /* Block b of r[4g + q] is column 4b + q of rows 4g to 4g + 3. */
  for (int q = 0; q < 4; q++) {
    VECTOR a = r[q], b = r[4 + q], c = r[8 + q], d = r[12 + q];
    VECTOR ab = __builtin_shufflevector(
        a, b, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27);
    VECTOR cd = __builtin_shufflevector(
        c, d, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27);
    VECTOR ab_odd = __builtin_shufflevector(
        a, b, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
    VECTOR cd_odd = __builtin_shufflevector(
        c, d, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
    *(VECTOR *)(to + q * PANEL) = __builtin_shufflevector(
        ab, cd, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
    *(VECTOR *)(to + (4 + q) * PANEL) = __builtin_shufflevector(
        ab_odd, cd_odd, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
    *(VECTOR *)(to + (8 + q) * PANEL) = __builtin_shufflevector(
        ab, cd, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
    *(VECTOR *)(to + (12 + q) * PANEL) = __builtin_shufflevector(
        ab_odd, cd_odd, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
  }
}
#else
#define STEP 4
/* Transposes LANES × 4 elements. */
static inline __attribute__((always_inline)) TARGET void SET(transpose)(
    const float *from, ptrdiff_t from_stride, float *to) {
  for (int i = 0; i < LANES; i += 4) SET(transpose4)(from + i * from_stride, from_stride, to + i, PANEL);
}
#endif

/* Packs one panel: `inner` × `width` elements of b, the other columns zero. */
static TARGET void SET(pack_panel)(
    const float *b, ptrdiff_t stride, int transposed, ptrdiff_t width, ptrdiff_t inner, float *to) {
  ptrdiff_t k = 0;
  if (width < PANEL) {
    for (; k < inner; k++, to += PANEL)
      for (ptrdiff_t j = 0; j < PANEL; j++)
        to[j] = j >= width ? 0 : transposed ? b[j * stride + k] : b[k * stride + j];
    return;
  }
  if (!transposed) {
    for (; k < inner; k++, to += PANEL) {
      *(VECTOR *)to = *(const VECTOR *)(b + k * stride);
      *(VECTOR *)(to + LANES) = *(const VECTOR *)(b + k * stride + LANES);
    }
    return;
  }
  for (; k + STEP <= inner; k += STEP, to += STEP * PANEL) {
    SET(transpose)(b + k, stride, to);
    SET(transpose)(b + LANES * stride + k, stride, to + LANES);
  }
  for (; k < inner; k++, to += PANEL)
    for (ptrdiff_t j = 0; j < PANEL; j++) to[j] = b[j * stride + k];
}

/* Packs `columns` columns of b, panel behind panel; panels are `panel_stride` floats apart. */
TARGET void SET(pack)(
    const float *b, ptrdiff_t stride, int transposed, ptrdiff_t columns, ptrdiff_t inner,
    float *packed) {
  for (ptrdiff_t j = 0; j < columns; j += PANEL)
    SET(pack_panel)(
        b + (transposed ? j * stride : j), stride, transposed, MINIMUM(columns - j, PANEL), inner,
        packed + j * inner);
}

/* Packs rows of a that is stored inner × rows, tile behind tile: rows of one inner index together. */
static TARGET void SET(pack_rows)(
    const float *a, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t inner, float *packed) {
  for (ptrdiff_t i = 0; i < rows; i += TILE_ROWS) {
    ptrdiff_t height = MINIMUM(rows - i, TILE_ROWS);
    const float *from = a + i;
    if (height == TILE_ROWS)
      for (ptrdiff_t k = 0; k < inner; k++, packed += TILE_ROWS)
        memcpy(packed, from + k * stride, TILE_ROWS * sizeof(float));
    else
      for (ptrdiff_t k = 0; k < inner; k++, packed += height)
        for (ptrdiff_t r = 0; r < height; r++) packed[r] = from[k * stride + r];
  }
}

/* Multiplies a block of rows with a block of packed columns. */
static TARGET void SET(multiply_block)(
    const float *a, ptrdiff_t a_stride, int is_packed, const float *b, ptrdiff_t panel_stride,
    float *c, ptrdiff_t c_stride, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t inner,
    struct SET(ending) ending) {
  for (ptrdiff_t j = 0; j < columns; j += PANEL, b += panel_stride)
    for (ptrdiff_t i = 0; i < rows; i += TILE_ROWS)
      SET(tiles)[MINIMUM(rows - i, TILE_ROWS)](
          is_packed, inner, a + i * (is_packed ? inner : a_stride), a_stride, b,
          c + i * c_stride + j, c_stride, MINIMUM(columns - j, PANEL), ending);
}

/* Computes the product; `scratch` has room for a block of b, and behind it for one of a. */
TARGET void SET(multiply)(const struct asrsh_product *p, float *scratch) {
  float *a_packed = scratch + INNER_BLOCK * COLUMN_BLOCK;
  /* Equal blocks of rows rather than full ones and a rest. */
  ptrdiff_t blocks = (p->rows + ROW_BLOCK - 1) / ROW_BLOCK;
  ptrdiff_t height = ((p->rows + blocks - 1) / blocks + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS;
  for (ptrdiff_t j = 0; j < p->columns; j += COLUMN_BLOCK) {
    ptrdiff_t columns = MINIMUM(p->columns - j, COLUMN_BLOCK);
    for (ptrdiff_t k = 0; k < p->inner || k == 0; k += INNER_BLOCK) {
      ptrdiff_t inner = MINIMUM(p->inner - k, INNER_BLOCK);
      const float *b = p->packed ? p->packed + j * p->inner + k * PANEL : scratch;
      if (!p->packed)
        SET(pack)(
            p->b + (p->b_transposed ? j * p->b_stride + k : k * p->b_stride + j), p->b_stride,
            p->b_transposed, columns, inner, scratch);
      struct SET(ending) ending = {p->scale, k == 0 ? p->keep : 1};
      for (ptrdiff_t i = 0; i < p->rows; i += height) {
        ptrdiff_t rows = MINIMUM(p->rows - i, height);
        const float *a = p->a + (p->a_transposed ? k * p->a_stride + i : i * p->a_stride + k);
        if (p->a_transposed) SET(pack_rows)(a, p->a_stride, rows, inner, a_packed);
        SET(multiply_block)(
            p->a_transposed ? a_packed : a, p->a_stride, p->a_transposed, b,
            PANEL * (p->packed ? p->inner : inner), p->c + i * p->c_stride + j, p->c_stride, rows,
            columns, inner, ending);
      }
    }
  }
}
