package import QuiesceProgram

/// What a run has that a probe is made for, and what becomes of it behind the probe.
package struct ProbeLimits: Sendable {
  /// Where `--store` would keep the states.
  package struct Disk: Sendable {
    /// The folder.
    let folder: String
    /// The bytes that are free there.
    let free: Int

    /// Takes a folder.
    package init(folder: String, free: Int) {
      self.folder = folder
      self.free = free
    }
  }

  /// The disk; nil where states are kept in memory.
  let disk: Disk?
  /// `--time`
  let seconds: Double?
  /// When it is tried whether a reduced search ends soon; nil where it is not.
  let trial: ReductionTrial?
  /// Whether native code takes over as soon as it is made.
  let awaitsNativeCode: Bool

  /// Takes limits.
  package init(
    disk: Disk? = nil, seconds: Double? = nil, trial: ReductionTrial? = nil, awaitsNativeCode: Bool = false
  ) {
    self.disk = disk
    self.seconds = seconds
    self.trial = trial
    self.awaitsNativeCode = awaitsNativeCode
  }
}
