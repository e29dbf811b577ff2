import Glibc

/// A real PostgreSQL server from Debian's package, on a socket of its own, for as long as the test process lives.
///
/// A small shell script keeps it: it obeys the lines that it reads, and when they end, because the process is done or
/// was killed, it stops the server and removes its files.
package actor PostgresServer {
  /// The server that tests share; each takes tables of its own.
  package static let shared = Result { () throws(Failed) in try PostgresServer() }

  private let orders: Int32
  private let answers: Int32
  private let directory: String
  private var spaces: Set<String> = []

  /// Starts a server.
  ///
  /// - Throws: ``Failed`` when PostgreSQL isn't installed or doesn't start; a test then fails, it isn't skipped.
  package init() throws(Failed) {
    guard let directory = try? TemporaryDirectory.make() else { throw Failed(reason: "there is no directory for it") }
    var orders: [Int32] = [0, 0]
    var answers: [Int32] = [0, 0]
    guard unsafe pipe(&orders) == 0, unsafe pipe(&answers) == 0 else { throw Failed(reason: "there are no pipes") }
    // No other child may keep our end open: the script waits for it to be closed.
    for descriptor in orders + answers { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    try Self.spawn(["/bin/sh", "-c", Self.script, "postgres", directory], input: orders[0], output: answers[1])
    _ = close(orders[0])
    _ = close(answers[1])
    self.orders = orders[1]
    self.answers = answers[0]
    self.directory = directory
    let answer = Self.line(from: answers[0])
    guard answer == "ready" else { throw Failed(reason: answer) }
  }

  deinit {
    _ = close(orders)
    // Its end is the end of the server and its files.
    while !Self.line(from: answers).isEmpty {}
    _ = close(answers)
  }

  /// The address of tables apart from all others; their place is made at the first call.
  ///
  /// It is a schema, since a database of its own takes the server a good part of a second.
  package func space(named name: String) throws(Failed) -> String {
    if !spaces.contains(name) {
      try order("create \(name)")
      spaces.insert(name)
    }
    return "host=\(directory)/socket user=muster dbname=postgres options='-c search_path=\(name)'"
  }

  /// Ends the server as a crash would, and starts it again.
  package func crash() throws(Failed) { try order("crash") }

  /// Stops the server; connections end, and further ones are refused until ``start()``.
  package func stop() throws(Failed) { try order("stop") }

  package func start() throws(Failed) { try order("start") }

  private func order(_ line: String) throws(Failed) {
    let bytes = Array("\(line)\n".utf8)
    _ = unsafe write(orders, bytes, bytes.count)
    let answer = Self.line(from: answers)
    guard answer == "done" else { throw Failed(reason: answer) }
  }

  private static func line(from descriptor: Int32) -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while unsafe read(descriptor, &byte, 1) == 1, byte != 10 { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  private static func spawn(_ arguments: [String], input: Int32, output: Int32) throws(Failed) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    var list = unsafe arguments.map { unsafe strdup($0) }
    unsafe list.append(nil)
    defer { unsafe list.forEach { unsafe free($0) } }
    var process: pid_t = 0
    guard unsafe posix_spawn(&process, arguments[0], &actions, nil, list, environ) == 0 else {
      throw Failed(reason: "/bin/sh can't be started")
    }
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
    finish() { run "$binaries/pg_ctl" -D "$directory/data" -m immediate stop; rm -rf "$directory"; }
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
      esac && echo done || { tail -n 3 "$log" | tr '\n' ' '; echo; }
    done
    finish
    """#
}
