#ifndef ASRSH_CZLIB_H
#define ASRSH_CZLIB_H

#include <zlib.h>

#endif
