import Domain
package import Permissions

/// What became of talks, in the form that build servers read.
///
/// Source: <https://github.com/testmoapp/junitxml>
package enum JUnitReport {
  package static func text(_ results: [TalkResult], under policy: Policy) -> String {
    let failed = results.count { if case .failed = $0.outcome { true } else { false } }
    let broken = results.count { if case .broken = $0.outcome { true } else { false } }
    let skipped = results.count { if case .skipped = $0.outcome { true } else { false } }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites tests=\"\(results.count)\" failures=\"\(failed)\" errors=\"\(broken)\">\n"
    text += "  <testsuite name=\"talks\" tests=\"\(results.count)\" failures=\"\(failed)\""
    text += " errors=\"\(broken)\" skipped=\"\(skipped)\">\n"
    for result in results {
      text += "    <testcase classname=\"\(escaped(result.name))\" name=\"\(escaped(result.talk.title))\""
      text += " time=\"\(milliseconds(result.seconds))\">"
      switch result.outcome {
      case .passed: break
      case .failed(let failures):
        for failure in failures {
          text += "<failure message=\"\(escaped(failure.step.source))\">"
          text += "\(escaped(failure.description(under: policy)))</failure>"
        }
      case .broken(let reason): text += "<error message=\"\(escaped(reason))\"/>"
      case .skipped(let reason): text += "<skipped message=\"\(escaped(reason))\"/>"
      }
      text += "</testcase>\n"
    }
    return text + "  </testsuite>\n</testsuites>\n"
  }

  private static func milliseconds(_ seconds: Double) -> String {
    let count = Int(seconds * 1_000)
    return "\(count / 1_000).\(String(1_000 + count % 1_000).dropFirst())"
  }

  /// XML takes no control characters, in whatever form.
  private static func escaped(_ text: String) -> String {
    var written = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": written += "&amp;"
      case "<": written += "&lt;"
      case ">": written += "&gt;"
      case "\"": written += "&quot;"
      case "\n": written += "&#10;"
      case _ where scalar.isControl: written += "\u{FFFD}"
      default: written.unicodeScalars.append(scalar)
      }
    }
    return written
  }
}
