#ifndef ASRSH_CEDIT_H
#define ASRSH_CEDIT_H

#include <histedit.h>

#endif
