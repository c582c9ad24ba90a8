#pragma once
#include <sqlite3.h>

/// `sqlite3_config` takes a varying number of arguments, which Swift cannot call.
static inline int sqlite3_config_memstatus(int counts) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, counts);
}
