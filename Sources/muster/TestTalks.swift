import Configuration
import Domain
import Platform
import Storage
import Talks
import Texts
import Wiring

/// `muster test`: holds scripted conversations, and tells which of them went otherwise.
struct TestTalks: Sendable {
  let options: TestOptions

  /// - Returns: whether all of them went as they are written.
  /// - Throws: ``ConfigurationError`` when a talk can't be read, with every mistake of every file.
  func run() async throws -> Bool {
    let setup = try Setup.read(options.configuration, secrets: .notNeeded)
    let orders = try orders(languages: setup.sentences.languages.map(\.code))
    let coverage = Coverage()
    let began = SystemClock.nanoseconds()
    let results = try await inStore { store in
      try await Stage.standing { stage in
        await TalkRun(
          setup, configuration: options.configuration, on: stage, store: store, coverage: coverage
        ).hold(orders, jobs: options.jobs)
      }
    }
    let seconds = Double((SystemClock.nanoseconds() - began) / 1_000_000) / 1_000
    for result in results { tell(result, setup) }
    let failed = results.count { $0.isFailure }
    let skipped = results.count { if case .skipped = $0.outcome { true } else { false } }
    print("\(results.count) talks, \(failed) failed, \(skipped) skipped, \(seconds) seconds")
    if options.tellsCoverage { print(coverage.gaps(sentences: setup.sentenceKeys, under: setup.policy)) }
    do throws(FileContents.Fault) {
      if let report = options.report { try Files.write(JUnitReport.text(results, under: setup.policy), to: report) }
      if options.updates { try update(results) }
    } catch {
      throw CommandLine.Mistake(text: "A file can't be written: \(error.sentence).")
    }
    return failed == 0
  }

  /// The talks that are to be held, each on its messengers.
  private func orders(languages: [String]) throws -> [TalkRun.Order] {
    var problems: [Problem] = []
    var talks: [Talk] = []
    for file in options.paths.flatMap({ Files.talks(at: $0) }) {
      do throws(ConfigurationError) {
        talks.append(try TalkReader.read(file, languages: languages))
      } catch {
        problems += error.problems
      }
    }
    guard problems.isEmpty else { throw ConfigurationError(problems.uniqued()) }
    if let only = options.only?.lowercased() {
      talks = talks.filter { $0.title.lowercased().contains(only) || $0.file.lowercased().contains(only) }
    }
    guard !talks.isEmpty else { throw CommandLine.Mistake(text: "There are no such talks.") }
    let known = ImitationCatalog.all.map { $0.messenger }
    switch options.messenger {
    case nil: return talks.map { TalkRun.Order($0) }
    case "all": return talks.flatMap { talk in known.map { TalkRun.Order(talk, on: $0) } }
    case let name? where known.contains(name): return talks.map { TalkRun.Order($0, on: name) }
    case let name?:
      throw CommandLine.Mistake(
        text: "There is no messenger \(name); take all or one of \(known.joined(separator: ", ")).")
    }
  }

  /// Lends a place for the stores of talks, which is gone afterwards.
  private func inStore<Value>(_ operation: (TalkRun.Store) async throws -> Value) async throws -> Value {
    guard let database = options.database else {
      let directory: String
      do throws(FileContents.Fault) {
        directory = try Files.storeDirectory()
      } catch {
        throw CommandLine.Mistake(text: "Talks can't be held: \(error.sentence).")
      }
      defer { Files.removeDirectory(directory) }
      return try await operation(.sqlite(directory: directory))
    }
    let space = PostgresSpace(
      database, name: "muster_talks_\(Randomness.bytes(8).map { $0 % 10 }.map(String.init).joined())")
    try await space.make()
    do {
      let value = try await operation(.postgresql(address: space.address))
      try await space.remove()
      return value
    } catch {
      try? await space.remove()
      throw error
    }
  }

  private func tell(_ result: TalkResult, _ setup: Setup) {
    switch result.outcome {
    case .passed: break
    case .skipped(let reason): print("skipped \(result.name): \(reason)")
    case .broken(let reason): print("FAILED \(result.name): \(result.talk.title)\n  it can't go on: \(reason)\n")
    case .failed(let failures):
      print("FAILED \(result.name): \(result.talk.title)")
      for failure in failures { print(failure.description(under: setup.policy) + "\n") }
    }
  }

  private func update(_ results: [TalkResult]) throws(FileContents.Fault) {
    for (file, edits) in TalkUpdate(results).files.sorted(by: { $0.key < $1.key }) {
      try Files.write(TalkUpdate.apply(edits, to: try Files.text(of: file).get()), to: file)
      print("\(file): \(edits.count) answers written")
    }
  }
}

extension [Problem] {
  /// Each once: a file that several talks include is read for each of them.
  fileprivate func uniqued() -> [Problem] {
    var seen: Set<Problem> = []
    return filter { seen.insert($0).inserted }
  }
}
