#ifndef ASRSH_CCMARK_H
#define ASRSH_CCMARK_H

#include <cmark.h>

#endif
