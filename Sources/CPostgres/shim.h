#pragma once
#include <libpq-fe.h>

// The fields of an error are character constants, which Swift imports as numbers of another type.

static inline char *cpostgres_error_state(const PGresult *result) {
  return PQresultErrorField(result, PG_DIAG_SQLSTATE);
}

static inline char *cpostgres_error_constraint(const PGresult *result) {
  return PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
}

// The server's notices ("relation exists, skipping") are of no use to anybody and may quote values.

static inline void cpostgres_ignore_notice(void *context, const PGresult *result) {
  (void)context;
  (void)result;
}

static inline void cpostgres_ignore_notices(PGconn *connection) {
  PQsetNoticeReceiver(connection, cpostgres_ignore_notice, 0);
}
