#ifndef ASRSH_CBLAS_H
#define ASRSH_CBLAS_H

#include <cblas.h>

#endif
