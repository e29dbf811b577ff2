#pragma once
#include <sqlite3.h>

// SQLITE_STATIC is a cast to a function pointer, which Swift can't import: the bytes stay where they are until the statement is
// reset.

static inline int csqlite_bind_text(sqlite3_stmt *statement, int position, const void *bytes, int count) {
  return sqlite3_bind_text(statement, position, (const char *)bytes, count, SQLITE_STATIC);
}

static inline int csqlite_bind_bytes(sqlite3_stmt *statement, int position, const void *bytes, int count) {
  if (count == 0) return sqlite3_bind_zeroblob(statement, position, 0);
  return sqlite3_bind_blob(statement, position, bytes, count, SQLITE_STATIC);
}

// sqlite3_db_config() is variadic.

// Room for what statements need while they run, so that they seldom ask the allocator.
static inline int csqlite_set_lookaside(sqlite3 *connection, int bytes, int count) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_LOOKASIDE, (void *)0, bytes, count);
}

static inline int csqlite_never_checkpoint_on_close(sqlite3 *connection) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

static inline int csqlite_keep_plans(sqlite3 *connection) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_QPSG, 1, (int *)0);
}

// sqlite3_config() is variadic. Without counting its memory, SQLite needs no lock for every allocation.

static inline int csqlite_configure(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
