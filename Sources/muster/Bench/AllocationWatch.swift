import Permissions

/// Makes decisions between `mtrace` and `muntrace`, so that everything they allocate stands in the file `MALLOC_TRACE`.
///
/// Both do nothing unless the program runs with `LD_PRELOAD=libc_malloc_debug.so.0`.
struct AllocationWatch {
  let policy: Policy

  /// - Parameter allocates: is done beside each decision, for the control.
  /// - Returns: how many decisions were made.
  func decide(_ situations: [BenchSituation], _ allocates: ((BenchSituation) -> Int)?) -> Int {
    // What is set up at the first use, such as the tables of the standard library, is no part of a decision.
    run(situations, allocates)
    mtrace()
    run(situations, allocates)
    muntrace()
    return situations.count
  }

  private func run(_ situations: [BenchSituation], _ allocates: ((BenchSituation) -> Int)?) {
    var done = 0
    for index in situations.indices {
      if situations[index].isAllowed(by: policy) { done += 1 }
      if let allocates { done += allocates(situations[index]) }
    }
    precondition(done > 0)
  }
}

// Declared here, since the C library's module leaves them out; found by name at run time they would be other versions.
@_silgen_name("mtrace") private func mtrace()
@_silgen_name("muntrace") private func muntrace()
