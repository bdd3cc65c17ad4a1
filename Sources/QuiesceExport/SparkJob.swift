/// The job that searches a model level by level on Spark: the frontier is piped through `quiesce expand`, and Spark keeps what is visited.
package enum SparkJob {
  /// The job as a text of Python.
  ///
  /// - Parameters:
  ///   - description: what `quiesce expand --describe` says of the program.
  ///   - words: the command that expands states.
  package static func text(description: String, words: [String]) -> String {
    let command = words.map(pythonText).joined(separator: ", ")
    return head + "COMMAND = [\(command)]\nPROGRAM = json.loads(\(pythonText(description)))\n" + expansion + search
  }

  /// A text as Python writes it, on one line for each of its own.
  private static func pythonText(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      "\"" + line.unicodeScalars.map(escaped).joined()
    }
    return lines.joined(separator: "\\n\"\n") + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    if scalar == "\"" || scalar == "\\" { return "\\\(scalar)" }
    if scalar.value >= 0x20, scalar.value < 0x7f { return String(scalar) }
    let digits = String(scalar.value, radix: 16)
    return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  private static let head = #"""
    #!/usr/bin/env python3
    """Searches a model breadth first on Spark, level by level; 'quiesce export spark' wrote it.

    Every machine needs the command 'quiesce' of the same version and the files of the model at the same path.
    Documentation/spark.md says what the job does, and from which size it pays.
    """
    import argparse
    import itertools
    import json
    import os
    import struct
    import subprocess
    import sys
    import threading
    import time
    import zipimport
    import zlib

    try:
        from pyspark import SparkConf, SparkContext, StorageLevel
    except ImportError as error:
        # An uncaught exception would end with 1, which says that something is violated.
        print(f"job: error: this Python has no PySpark ({error}): pip install pyspark", file=sys.stderr)
        sys.exit(2)


    """#
}
