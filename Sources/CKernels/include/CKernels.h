/* What the module Kernels needs from C. */
#ifndef ASRSH_CKERNELS_H
#define ASRSH_CKERNELS_H

#include "heap.h"
#include "products.h"

#endif
