#pragma once
#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift can't import.

static inline int csqlite_bind_text(sqlite3_stmt *statement, int position, const char *bytes, int count) {
  return sqlite3_bind_text(statement, position, bytes, count, SQLITE_TRANSIENT);
}

static inline int csqlite_bind_bytes(sqlite3_stmt *statement, int position, const void *bytes, int count) {
  if (count == 0) return sqlite3_bind_zeroblob(statement, position, 0);
  return sqlite3_bind_blob(statement, position, bytes, count, SQLITE_TRANSIENT);
}

// sqlite3_db_config() is variadic.

static inline int csqlite_never_checkpoint_on_close(sqlite3 *connection) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

static inline int csqlite_keep_plans(sqlite3 *connection) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_QPSG, 1, (int *)0);
}

// sqlite3_config() is variadic. Without counting its memory, SQLite needs no lock for every allocation.

static inline int csqlite_configure(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

// Memory that a connection keeps for its own small allocations.

static inline int csqlite_reserve_memory(sqlite3 *connection, int size, int count) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_LOOKASIDE, (void *)0, size, count);
}
