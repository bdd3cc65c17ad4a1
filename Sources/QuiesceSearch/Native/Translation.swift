import QuiesceNative
import QuiesceProgram

/// A program on its way to native code: before a search, or beside one that lasts long.
///
/// A search that ends before the compiler does takes it down with it.
struct Translation: ~Copyable {
  private let engine: BytecodeEngine
  private let options: EngineOptions
  private var compilation: Compilation?
  private var start: Double?
  /// What came of it.
  private(set) var use: EngineUse

  /// Prepares a translation of an engine's program.
  init(_ engine: BytecodeEngine, _ options: EngineOptions) {
    self.engine = engine
    self.options = options
    use = EngineUse(isNativeWanted: options.choice == .native)
  }

  /// Waits for native code, where it is wanted from the beginning, as long as the run may last.
  mutating func finish(_ clock: RunClock) {
    guard options.choice == .native else { return }
    begin()
    while isRunning, clock.stopReason == nil { look(within: 0.05) }
    if isRunning { use.refusal = "the compiler took longer than the run may" }
    use.isCompiledFirst = true
    use.compileSeconds = RunClock.now - (start ?? RunClock.now)
  }

  /// Goes on, between two levels of a search. Gives whether the engine has native code now that it did not have before.
  mutating func advance(states: Int, _ clock: RunClock) -> Bool {
    guard options.choice == .automatic else { return false }
    if start == nil {
      guard clock.elapsed >= options.delay else { return false }
      begin()
    } else if isRunning {
      look(within: 0)
    }
    guard use.kind == .native, use.statesBefore == nil else { return false }
    use.statesBefore = states
    return true
  }

  private var isRunning: Bool {
    switch compilation {
    case .some: true
    case .none: false
    }
  }

  private mutating func begin() {
    start = RunClock.now
    guard let compiler = options.compiler else { return use.refusal = "there is no C compiler" }
    guard let text = NativeSource.library(of: [engine]) else {
      return use.refusal = "the program is too large for a C compiler"
    }
    if let known = options.cache?.library(of: text, by: compiler) { return adopt(known) }
    do throws(Compilation.Failure) {
      compilation = try Compilation(text, by: compiler, cache: options.cache)
    } catch {
      use.refusal = error.description
    }
  }

  private mutating func look(within seconds: Double) {
    do throws(Compilation.Failure) {
      guard let library = try compilation?.library(within: seconds) ?? nil else { return }
      adopt(library)
    } catch {
      use.refusal = error.description
    }
    compilation = nil
  }

  private mutating func adopt(_ library: NativeLibrary) {
    engine.adopt(library)
    use.kind = .native
    use.compileSeconds = RunClock.now - (start ?? RunClock.now)
  }
}
