#ifndef ASRSH_CSOXR_H
#define ASRSH_CSOXR_H

#include <soxr.h>

#endif
