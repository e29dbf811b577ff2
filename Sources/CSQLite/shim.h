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
