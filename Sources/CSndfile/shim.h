#ifndef ASRSH_CSNDFILE_H
#define ASRSH_CSNDFILE_H

#include <sndfile.h>

#endif
