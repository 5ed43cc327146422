/* Hands products to the set of kernels that the caller names. */
#include <pthread.h>
#include <stdlib.h>

#include "products.h"
#include "kernel_set_functions.h"
#include "tiling.h"

struct kernel_set {
  ptrdiff_t panel;
  void (*pack)(const float *, ptrdiff_t, int, ptrdiff_t, ptrdiff_t, float *);
  void (*multiply)(const struct asrsh_product *, float *);
};

static const struct kernel_set sets[] = {
    [ASRSH_KERNELS_BASELINE] = {8, baseline_pack, baseline_multiply},
#if defined(__x86_64__)
    [ASRSH_KERNELS_AVX2] = {16, avx2_pack, avx2_multiply},
    [ASRSH_KERNELS_AVX512] = {32, avx512_pack, avx512_multiply},
#else
    [ASRSH_KERNELS_AVX2] = {8, baseline_pack, baseline_multiply},
    [ASRSH_KERNELS_AVX512] = {8, baseline_pack, baseline_multiply},
#endif
};

unsigned asrsh_processor_features(void) {
  unsigned features = 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2")) features |= ASRSH_HAS_AVX2;
  if (__builtin_cpu_supports("fma")) features |= ASRSH_HAS_FMA;
  if (__builtin_cpu_supports("avx512f")) features |= ASRSH_HAS_AVX512F;
#endif
  return features;
}

ptrdiff_t asrsh_panel_width(enum asrsh_kernels kernels) { return sets[kernels].panel; }

ptrdiff_t asrsh_packed_count(enum asrsh_kernels kernels, ptrdiff_t columns, ptrdiff_t inner) {
  ptrdiff_t panel = sets[kernels].panel;
  return (columns + panel - 1) / panel * panel * inner;
}

void asrsh_pack(
    enum asrsh_kernels kernels, const float *b, ptrdiff_t stride, int transposed, ptrdiff_t columns,
    ptrdiff_t inner, float *packed) {
  sets[kernels].pack(b, stride, transposed, columns, inner, packed);
}

static pthread_key_t scratch_key;
static int has_key;
static pthread_once_t key_once = PTHREAD_ONCE_INIT;

static void make_key(void) { has_key = pthread_key_create(&scratch_key, free) == 0; }

/* The thread's scratch memory, freed when the thread ends; NULL if there is none to be had. */
static float *thread_scratch(void) {
  pthread_once(&key_once, make_key);
  if (!has_key) return NULL;
  float *scratch = pthread_getspecific(scratch_key);
  if (scratch) return scratch;
  size_t bytes = (size_t)(INNER_BLOCK * COLUMN_BLOCK + INNER_BLOCK * ROW_BLOCK) * sizeof(float);
  scratch = aligned_alloc(64, bytes);
  if (scratch && pthread_setspecific(scratch_key, scratch) != 0) {
    free(scratch);
    return NULL;
  }
  return scratch;
}

int asrsh_multiply(enum asrsh_kernels kernels, const struct asrsh_product *product) {
  if (product->rows <= 0 || product->columns <= 0) return 0;
  float *scratch = thread_scratch();
  if (!scratch) return -1;
  sets[kernels].multiply(product, scratch);
  return 0;
}
