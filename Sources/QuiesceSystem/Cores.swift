import Glibc

/// The cores that this process may use.
package enum Cores {
  /// How many there are: those that it may run on, or fewer where its control groups leave the time of fewer.
  package static func available() -> Int { available(SystemFiles()) }

  static func available(_ files: SystemFiles) -> Int {
    let count = files.allowedCores ?? sysconf(Int32(_SC_NPROCESSORS_ONLN))
    return max(1, min(count, ControlGroups(files).cores ?? count))
  }
}
