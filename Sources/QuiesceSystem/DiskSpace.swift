import Glibc

/// The room that file systems have.
package enum DiskSpace {
  /// The bytes that are free where an open file is; 0 where that cannot be found out.
  package static func free(at file: Int32) -> Int {
    var system = statvfs()
    return fstatvfs(file, &system) == 0 ? free(system) : 0
  }

  /// The bytes that are free where a folder is; nil where there is none.
  package static func free(in folder: String) -> Int? {
    var system = statvfs()
    return statvfs(folder, &system) == 0 ? free(system) : nil
  }

  private static func free(_ system: statvfs) -> Int {
    let (bytes, overflow) = Int(clamping: system.f_bavail).multipliedReportingOverflow(
      by: Int(clamping: system.f_frsize))
    return overflow ? .max / 2 : bytes
  }
}
