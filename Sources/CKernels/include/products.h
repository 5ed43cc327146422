/* Matrix products in single precision, in C with one set of kernels for each instruction set.

   The sets are compiled side by side, whatever processor the rest of the program is built for, and the
   caller says which to use. All compute an element in the same order: a sum over stretches of 384 inner
   indices, each a chain of multiply-adds. So a row's bits do not depend on the other rows, nor on how a
   product is split, nor, between the sets with fused multiply-adds, on the set. */
#ifndef ASRSH_PRODUCTS_H
#define ASRSH_PRODUCTS_H

#include <stddef.h>

/* The instruction sets, from the least to the most. */
enum asrsh_kernels {
  ASRSH_KERNELS_BASELINE, /* what every processor of the architecture has; multiplies, then adds */
  ASRSH_KERNELS_AVX2,     /* AVX2 and FMA */
  ASRSH_KERNELS_AVX512,   /* AVX-512 F */
};

/* What a processor may have and the system must support, as bits. */
enum asrsh_features {
  ASRSH_HAS_AVX2 = 1,
  ASRSH_HAS_FMA = 2,
  ASRSH_HAS_AVX512F = 4,
};

/* c = scale · (a × b) + keep · c, a of rows × inner, b of inner × columns. */
struct asrsh_product {
  const float *a;
  ptrdiff_t a_stride; /* between stored rows */
  int a_transposed;   /* whether a is stored inner × rows */
  const float *b;     /* not read if `packed` is given */
  ptrdiff_t b_stride;
  int b_transposed;    /* whether b is stored columns × inner */
  const float *packed; /* b, packed as a whole by asrsh_pack, or NULL */
  float *c;
  ptrdiff_t c_stride;
  ptrdiff_t rows, columns, inner;
  float scale;
  float keep; /* 0 overwrites c without reading it */
};

/* The features of this processor, of those above, as far as the system lets programs use them. */
unsigned asrsh_processor_features(void);

/* How many columns a packed panel of a set has; products are split best at multiples of it. */
ptrdiff_t asrsh_panel_width(enum asrsh_kernels kernels);

/* How many floats asrsh_pack writes. */
ptrdiff_t asrsh_packed_count(enum asrsh_kernels kernels, ptrdiff_t columns, ptrdiff_t inner);

/* Packs b of a product as a whole, for many products with the same right operand. */
void asrsh_pack(
  enum asrsh_kernels kernels, const float *b, ptrdiff_t stride, int transposed, ptrdiff_t columns,
  ptrdiff_t inner, float *packed);

/* Computes a product on the calling thread. Keeps some 800 kB of scratch memory for each thread.
   Returns 0, or -1 without having written anything if the system has no memory for the scratch. */
int asrsh_multiply(enum asrsh_kernels kernels, const struct asrsh_product *product);

#endif
