/* What each set of kernels defines. */
#ifndef ASRSH_KERNEL_SET_FUNCTIONS_H
#define ASRSH_KERNEL_SET_FUNCTIONS_H

#include "products.h"

#define DECLARE_SET(set)                                                                           \
  void set##_pack(                                                                                 \
      const float *b, ptrdiff_t stride, int transposed, ptrdiff_t columns, ptrdiff_t inner,        \
      float *packed);                                                                              \
  void set##_multiply(const struct asrsh_product *product, float *scratch);

DECLARE_SET(baseline)
#if defined(__x86_64__)
DECLARE_SET(avx2)
DECLARE_SET(avx512)
#endif

#endif
