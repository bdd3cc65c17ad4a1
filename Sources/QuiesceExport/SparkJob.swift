/// The job that searches a model level by level on Spark: the frontier is piped through `quiesce expand`, and Spark keeps what is visited.
package enum SparkJob {
  /// The job as a text of Python.
  ///
  /// - Parameters:
  ///   - description: what `quiesce expand --describe` says of the program.
  ///   - words: the command that expands states.
  package static func text(description: String, words: [String]) -> String {
    let command = words.map(pythonText).joined(separator: ", ")
    return head + "COMMAND = [\(command)]\nPROGRAM = json.loads(\(pythonText(description)))\n" + body
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
    import zlib

    from pyspark import SparkConf, SparkContext, StorageLevel


    """#

  private static let body = #"""
    SIZE = 8 * PROGRAM["stateWords"]
    SUCCESSOR, PROPERTY, DEADLOCK, FAULT, PROPERTY_FAULT = range(5)
    COUNTS = b"counts"
    # Where the model is found, on every machine.
    FOLDER = os.getcwd()


    def place(state):
        """The partition of a state, the same on every machine."""
        return zlib.crc32(state)


    class Refused(Exception):
        """What quiesce refuses, with its exit status."""


    def feed(states, stream):
        """Writes a frontier. A pipe that breaks has its reason at its other end."""
        try:
            stream.write(struct.pack("<8sQQQ", b"qfronti1", int(PROGRAM["program"], 16), SIZE // 8, 0))
            count = 0
            while block := list(itertools.islice(states, 4096)):
                count += len(block)
                stream.write(struct.pack("<Q", len(block)) + b"".join(block))
            stream.write(struct.pack("<QQ", 0, count))
            stream.close()
        except BrokenPipeError:
            pass


    def expand(states):
        """What follows the states of a partition: (successor, (state, transition)), findings, and counts at the end."""
        first = next(states, None)
        if first is None:
            return
        pipe = subprocess.PIPE
        process = subprocess.Popen(COMMAND, cwd=FOLDER, stdin=pipe, stdout=pipe, stderr=pipe)
        writer = threading.Thread(target=feed, args=(itertools.chain([first], states), process.stdin))
        writer.start()
        complaint = []
        listener = threading.Thread(target=lambda: complaint.append(process.stderr.read()))
        listener.start()
        try:
            yield from records(process.stdout)
        except EOFError:
            # It has died, and left to its end it says why.
            process.stdout.close()
        writer.join()
        listener.join()
        if process.wait() != 0 or not process.stdout.closed and process.stdout.read(1):
            text = complaint[0].decode(errors="replace").strip()
            raise Refused(f"status {process.returncode}: {text or 'it said nothing'}")
        if process.stdout.closed:
            raise Refused("status 3: its output ends before its end")


    def records(stream):
        """Reads what follows a frontier, to its end."""

        def read(count):
            data = stream.read(count)
            if len(data) < count:
                raise EOFError
            return data

        mark, program, words, _ = struct.unpack("<8sQQQ", read(32))
        if (mark, program, 8 * words) != (b"qsucces1", int(PROGRAM["program"], 16), SIZE):
            raise Refused("status 2: its output is that of another program")
        length = 16 + 2 * SIZE
        total = 0
        while count := struct.unpack("<Q", read(8))[0]:
            block = read(count * length)
            total += count
            for start in range(0, len(block), length):
                head, number = struct.unpack_from("<QQ", block, start)
                source = block[start + 16 : start + 16 + SIZE]
                if head & 255 == SUCCESSOR:
                    yield block[start + 16 + SIZE : start + length], (source, (head >> 8) - 1)
                else:
                    yield b"", (head & 255, number, source, (head >> 8) - 1)
        expanded, fired, written = struct.unpack("<QQQ", read(24))
        if written != total:
            raise EOFError
        yield COUNTS, (expanded, fired)


    def subtract(rows):
        """Of the rows of a partition, successors first and then what is visited, the successors that are not."""
        fresh = {}
        for state, value in rows:
            if value is None:
                fresh.pop(state, None)
            else:
                fresh[state] = value
        return iter(fresh.items())


    class Search:
        """A search: what is visited, level by level, each with how it was reached."""

        def __init__(self, context, options):
            self.context = context
            self.options = options
            self.partitions = options.partitions or 3 * context.defaultParallelism
            initial = [(bytes.fromhex(state), (b"", -1)) for state in PROGRAM["initial"]]
            self.levels = [context.parallelize(initial, 1).partitionBy(self.partitions, place)]
            self.keep(self.levels[0])
            self.count = len(initial)
            self.expanded = self.transitions = 0
            self.findings = {}
            self.isComplete = False

        def keep(self, level):
            level.persist(StorageLevel.MEMORY_AND_DISK)
            level.checkpoint()

        def run(self):
            while not self.step():
                pass

        def step(self):
            """Expands the last level; gives whether the search is over."""
            began = time.monotonic()
            depth = len(self.levels) - 1
            rows = self.levels[-1].keys().mapPartitions(expand).persist(StorageLevel.DISK_ONLY)
            for key, value in rows.filter(lambda row: len(row[0]) != SIZE).collect():
                if key == COUNTS:
                    self.expanded += value[0]
                    self.transitions += value[1]
                else:
                    kind = value[:2]
                    if kind not in self.findings or (depth, value) < self.findings[kind]:
                        self.findings[kind] = (depth, value)
            if self.hasFailed() and not self.options.keep_going:
                return True
            successors = rows.filter(lambda row: len(row[0]) == SIZE).reduceByKey(min, self.partitions, place)
            known = [level.mapPartitions(lambda rows: ((state, None) for state, _ in rows), True) for level in self.levels]
            both = self.context.union([successors] + known)
            if both.getNumPartitions() != self.partitions:
                raise Refused("status 3: Spark does not keep equal partitions together")
            level = both.mapPartitions(subtract, True)
            self.keep(level)
            count = level.count()
            rows.unpersist()
            seconds = time.monotonic() - began
            print(f"level {depth + 1}: {count:,} states, {self.count + count:,} in all, {seconds:.1f} s", file=sys.stderr)
            if count == 0:
                self.isComplete = True
                return True
            self.levels.append(level)
            self.count += count
            return self.count >= self.options.max_states

        def hasFailed(self):
            return any(kind != PROPERTY or PROGRAM["properties"][number]["found"] == "violated" for kind, number in self.findings)

        def path(self, depth, finding):
            """The initial state and the transitions that lead to what was found."""
            _, _, state, last = finding
            transitions = [] if last < 0 else [last]
            for level in reversed(self.levels[1 : depth + 1]):
                wanted = state
                found = lambda rows: (value for key, value in rows if key == wanted)
                state, transition = self.context.runJob(level, found, [place(wanted) % self.partitions])[0]
                transitions.append(transition)
            return state.hex(), transitions[::-1]


    def verdicts(search):
        """What each property comes to, and how: (name, verdict, initial state, transitions)."""
        result = []
        faults = [kind for kind in search.findings if kind[0] in (FAULT, PROPERTY_FAULT)]
        # Behind a fault nothing was visited: what is open then stays open.
        isWhole = search.isComplete and not faults
        for number, property in enumerate(PROGRAM["properties"]):
            found = search.findings.get((PROPERTY, number))
            if found:
                result.append((property["name"], property["found"], *search.path(*found)))
            else:
                result.append((property["name"], property["otherwise"] if isWhole else "no verdict", None, None))
        found = search.findings.get((DEADLOCK, 0))
        if found:
            result.append(("deadlock", "deadlock", *search.path(*found)))
        else:
            result.append(("deadlock", "holds" if isWhole else "no verdict", None, None))
        for kind in sorted(faults, key=lambda kind: search.findings[kind]):
            result.append(("fault", "fault", *search.path(*search.findings[kind])))
        return result


    def report(search, options):
        """Says what came out; gives the exit status."""
        found = verdicts(search)
        words = {verdict for _, verdict, _, _ in found}
        status = 1 if words & {"violated", "not reached", "deadlock", "fault"} else 3 if "no verdict" in words else 0
        extent = "complete" if search.isComplete else "not complete"
        depth = len(search.levels) - 1
        print(f"{PROGRAM['model']}: {extent}; {search.count:,} states, {search.transitions:,} transitions, depth {depth}")
        for name, verdict, _, _ in found:
            print(f"  {verdict:12} {name}")
        for name, verdict, state, transitions in found:
            if state is not None and (verdict != "reached" or options.traces):
                print(flush=True)
                steps = ",".join(map(str, transitions))
                subprocess.run(COMMAND + ["--path", f"{name}:{state}:{steps}"], check=True)
        if options.json:
            result = {
                "model": PROGRAM["model"], "program": PROGRAM["program"], "complete": search.isComplete, "status": status,
                "states": search.count, "transitions": search.transitions, "depth": depth,
                "properties": [
                    {"name": name, "verdict": verdict, "initial": state, "transitions": transitions}
                    for name, verdict, state, transitions in found
                ],
            }
            with open(options.json, "w") as file:
                json.dump(result, file, indent=2)
        return status


    def main():
        parser = argparse.ArgumentParser(description=f"Searches the model {PROGRAM['model']} on Spark.")
        parser.add_argument("--master", help="where: local[2], spark://HOST:7077; default: what spark-submit says")
        parser.add_argument("--partitions", type=int, default=0, help="default: three for each core")
        parser.add_argument("--checkpoint", required=True, metavar="DIR", help="a folder that all machines see")
        parser.add_argument("--keep-going", action="store_true", help="go on after the first violation")
        parser.add_argument("--max-states", type=int, default=sys.maxsize, help="stop without a verdict at so many")
        parser.add_argument("--traces", action="store_true", help="show the witnesses too")
        parser.add_argument("--json", metavar="FILE", help="write the result there too")
        options = parser.parse_args()
        here = subprocess.run(COMMAND + ["--describe"], stdout=subprocess.PIPE)
        if here.returncode != 0 or json.loads(here.stdout)["program"] != PROGRAM["program"]:
            print("job: error: the model here is not the one that this job was written for: export it again", file=sys.stderr)
            return 2
        configuration = SparkConf().setAppName(f"quiesce {PROGRAM['model']}")
        if options.master:
            configuration.setMaster(options.master)
        context = SparkContext(conf=configuration)
        context.setCheckpointDir(options.checkpoint)
        search = Search(context, options)
        try:
            search.run()
            return report(search, options)
        except Exception as error:
            text = str(error)
            lines = [line for line in text.splitlines() if "Refused: " in line] or text.splitlines() or [repr(error)]
            print(f"job: error: no verdict: level {len(search.levels)}: {lines[0].strip()}", file=sys.stderr)
            return 2 if "status 2:" in lines[0] else 3
        finally:
            context.stop()


    if __name__ == "__main__":
        sys.exit(main())

    """#
}
