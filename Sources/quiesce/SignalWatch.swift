import Glibc
import QuiesceProgram
import QuiesceSystem
import Synchronization

/// Turns SIGINT and SIGTERM into a request to stop, so that a search can still say how far it came.
///
/// The signals are blocked in every thread and awaited by one: no code runs in a handler, and nothing is global. Who
/// asks again after a while ends the process at once; `timeout` signals twice in the same moment, and means it once.
enum SignalWatch {
  /// What lies between two requests of a person.
  private static let patience = Duration.milliseconds(300)

  /// Starts to watch; the control lives as long as the process.
  static func start(_ control: RunControl) {
    var signals = signalSet()
    guard pthread_sigmask(SIG_BLOCK, &signals, nil) == 0 else { return }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(control).toOpaque()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        SignalWatch.wait(Unmanaged<RunControl>.fromOpaque(context).takeUnretainedValue())
        return nil
      }, context)
    if failure == 0 { pthread_detach(thread) } else { pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
  }

  private static func wait(_ control: RunControl) {
    var signals = signalSet()
    var first: ContinuousClock.Instant?
    while true {
      var number: Int32 = 0
      guard sigwait(&signals, &number) == 0 else { continue }
      guard let first else {
        control.signal.store(number, ordering: .relaxed)
        first = .now
        continue
      }
      if first.duration(to: .now) > patience { _exit(128 + number) }
    }
  }

  private static func signalSet() -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    return signals
  }
}

/// What the shell sees of a mistake in Quiesce: exit status 70 and a sentence, never a bare signal.
enum CrashReport {
  /// Catches the signals of a trap, a bad address and an exhausted stack.
  static func install() {
    SignalStack.install()
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in
        let text: StaticString =
          "quiesce: internal error: this is a mistake in quiesce; please report it with the command line and the models\n"
        _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
        _exit(70)
      }
      action.sa_flags = Int32(SA_ONSTACK)
      sigaction(number, &action, nil)
    }
  }
}
