import Foundation

/// A real PostgreSQL server from Debian's package, on a socket of its own, for as long as the test process lives.
///
/// A small shell script keeps it: it obeys the lines that it reads, and when they end, because the process is done or
/// was killed, it stops the server and removes its files.
package actor PostgresServer {
  /// The server that tests share; each takes tables of its own.
  package static let shared = Result { () throws(Failed) in try PostgresServer() }

  private let keeper: ChildProcess
  private let directory: String
  private var spaces: Set<String> = []

  /// Starts a server.
  ///
  /// - Throws: ``Failed`` when PostgreSQL isn't installed or doesn't start; a test then fails, it isn't skipped.
  package init() throws(Failed) {
    guard let directory = try? TemporaryDirectory.make() else { throw Failed(reason: "there is no directory for it") }
    do throws(ChildProcess.Failed) {
      keeper = try ChildProcess(["/bin/sh", "-c", Self.script, "postgres", directory])
    } catch {
      throw Failed(reason: error.description)
    }
    self.directory = directory
    let answer = keeper.line() ?? ""
    guard answer == "ready" else { throw Failed(reason: answer) }
  }

  deinit {
    // Its end is the end of the server and its files.
    keeper.endInput()
    keeper.wait()
  }

  /// The address of tables apart from all others; their place is made at the first call.
  ///
  /// It is a schema, since a database of its own takes the server a good part of a second.
  package func space(named name: String) throws(Failed) -> String {
    if !spaces.contains(name) {
      try order("create \(name)")
      spaces.insert(name)
    }
    let parameters = [
      ("host", "\(directory)/socket"), ("user", "muster"), ("dbname", "postgres"),
      ("options", "-c search_path=\(name)"),
    ]
    let query = parameters.map { key, value in
      "\(key)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    }
    return "postgresql:///?" + query.joined(separator: "&")
  }

  /// The address of tables of the running test's own.
  package static func ownSpace() async throws -> String {
    let name = TemporaryDirectory.path.split(separator: "-").last ?? ""
    return try await shared.get().space(named: "t_\(name.lowercased())")
  }

  /// Ends the server as a crash would, and starts it again.
  package func crash() throws(Failed) { try order("crash") }

  /// Stops the server; connections end, and further ones are refused until ``start()``.
  package func stop() throws(Failed) { try order("stop") }

  package func start() throws(Failed) { try order("start") }

  /// Lets nothing in the server run any more, until ``thaw()``: connections stay, and nobody answers.
  package func freeze() throws(Failed) { try order("freeze") }

  package func thaw() throws(Failed) { try order("thaw") }

  private func order(_ line: String) throws(Failed) {
    keeper.write(line: line)
    let answer = keeper.line() ?? ""
    guard answer == "done" else { throw Failed(reason: answer) }
  }

  /// Why there is no PostgreSQL.
  package struct Failed: Error, CustomStringConvertible {
    package let reason: String

    package var description: String {
      "PostgreSQL is needed for this test (apt-get install postgresql): \(reason.isEmpty ? "it did not start" : reason)"
    }
  }

  /// Sorts like a dictionary by default, as many real servers do, so that tests notice an order that isn't asked for.
  private static let script = #"""
    trap '' INT TERM HUP
    directory=$1
    binaries=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    if [ -z "$binaries" ]; then echo "there is no /usr/lib/postgresql/*/bin"; rm -rf "$directory"; exit; fi
    # PostgreSQL refuses to run as root.
    as=
    if [ "$(id -u)" = 0 ]; then
      as="setpriv --reuid=postgres --regid=postgres --clear-groups"
      chown postgres "$directory"
    fi
    log=$directory/log
    run() { (cd "$directory" && $as "$@") </dev/null >>"$log" 2>&1; }
    # The server's first process is told last and let go first, since it starts the others.
    first() { head -n 1 "$directory/data/postmaster.pid"; }
    others() { cat "/proc/$(first)/task/$(first)/children"; }
    freeze() { kill -STOP $(others) $(first); }
    thaw() { kill -CONT $(first) $(others); }
    finish() { thaw 2>/dev/null; run "$binaries/pg_ctl" -D "$directory/data" -m immediate stop; rm -rf "$directory"; }
    start() {
      run "$binaries/pg_ctl" -D "$directory/data" -w -t 60 -l "$directory/server.log" \
        -o "-k $directory/socket -c listen_addresses= -c max_connections=400 -c shared_buffers=32MB" start
    }
    : >"$log"
    if [ -n "$as" ]; then chown postgres "$log"; fi
    run mkdir "$directory/socket"
    if run "$binaries/initdb" -D "$directory/data" -U muster -A trust -N -E UTF8 --locale=C.UTF-8 \
      --locale-provider=icu --icu-locale=en && start
    then echo ready
    else tail -n 3 "$log" "$directory/server.log" 2>/dev/null | tr '\n' ' '; echo; finish; exit
    fi
    while read -r order name; do
      case $order in
        create) run "$binaries/psql" -h "$directory/socket" -U muster -c "CREATE SCHEMA $name" postgres ;;
        crash) run "$binaries/pg_ctl" -D "$directory/data" -m immediate stop && start ;;
        stop) run "$binaries/pg_ctl" -D "$directory/data" -m fast stop ;;
        start) start ;;
        freeze) freeze ;;
        thaw) thaw ;;
      esac && echo done || { tail -n 3 "$log" | tr '\n' ' '; echo; }
    done
    finish
    """#
}
