#ifndef ASRSH_CCRYPTO_H
#define ASRSH_CCRYPTO_H

#include <openssl/evp.h>

#endif
