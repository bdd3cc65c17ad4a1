import Glibc

/// Writes a line to standard error at once, so that whoever watches a process that traps knows what it was doing.
package func announce(_ line: String) {
  var text = line + "\n"
  text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// Ends the process by SIGALRM unless the next call comes within a number of seconds; 0 calls it off.
///
/// It tells a hang from slow work, so it is generous: nothing is measured.
package func expectNextCall(withinSeconds seconds: UInt32) {
  _ = alarm(seconds)
}
