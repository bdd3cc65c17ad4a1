extension SparkJob {
  /// What the driver does: level after level, the ways back, the report.
  static let search = #"""
    class Search:
        """A search: what is visited, each with how it was reached. It begins in the driver, and goes on in Spark."""

        def __init__(self, context, options):
            self.context = context
            self.options = options
            self.partitions = options.partitions or 3 * context.defaultParallelism
            # What the driver visits.
            self.near = {bytes.fromhex(state): (0, b"", -1) for state in PROGRAM["initial"]}
            # What Spark keeps: what the driver has visited, and each level since.
            self.levels = []
            self.nearDepth = 0
            # The level that is expanded next, and how many states it has.
            self.depth = 0
            self.frontier = len(self.near)
            self.count = len(self.near)
            self.transitions = 0
            self.findings = {}

        @property
        def isComplete(self):
            return self.frontier == 0

        @property
        def isOver(self):
            isEnough = self.count >= self.options.max_states or self.hasFailed and not self.options.keep_going
            return self.isComplete or isEnough

        @property
        def hasFailed(self):
            properties = PROGRAM["properties"]
            return any(kind != PROPERTY or properties[number]["found"] == "violated" for kind, number in self.findings)

        def run(self):
            while not self.isOver:
                began = time.monotonic()
                level = self.depth + 1
                isNear = not self.levels and self.count < self.options.driver_states
                self.frontier, others = self.stepNear() if isNear else self.step()
                self.note(others)
                self.count += self.frontier
                if not self.isComplete:
                    self.depth = level
                seconds = f"{time.monotonic() - began:.1f} s in {'the driver' if isNear else 'Spark'}"
                print(f"level {level}: {self.frontier:,} states, {self.count:,} in all, {seconds}", file=sys.stderr)

        def note(self, others):
            """Takes in what was found on a level."""
            for key, value in others:
                if key[0] is None:
                    self.transitions += value[2]
                elif key not in self.findings or value < self.findings[key]:
                    self.findings[key] = value

        def stepNear(self):
            """Expands the frontier in the driver, which does that before Spark has begun a level, as long as it is small."""
            count, others = 0, []
            frontier = [state for state, value in self.near.items() if value[0] == self.depth]
            for key, value in expand(iter(frontier), self.depth + 1):
                if not isState(key):
                    others.append((key, value))
                elif key not in self.near:
                    self.near[key] = value
                    count += 1
            return count, others

        def step(self):
            """Expands the frontier in Spark, by one action."""
            if not self.levels:
                self.nearDepth = self.depth
                near = self.context.parallelize(list(self.near.items())).partitionBy(self.partitions, place)
                self.levels.append(self.kept(near.mapPartitions(iter, True)))
            depth = self.depth
            tasks = min(self.partitions, 1 + self.frontier // STATES_OF_A_PROCESS)

            def successors(task, rows):
                keepArchives()
                return expand((key for key, value in rows if isState(key) and value[0] == depth), depth + 1, task)

            rows = self.levels[-1].coalesce(tasks).mapPartitionsWithIndex(successors)
            # All have the same partitions, so that Spark reads equal keys in one task, and nothing else is shuffled.
            both = self.context.union([rows.reduceByKey(min, self.partitions, place)] + self.levels)
            if both.getNumPartitions() != self.partitions:
                raise Refused("status 3: Spark does not keep equal partitions together")
            level = self.kept(both.mapPartitions(lambda rows: subtract(rows, depth + 1), True))
            summaries = self.context.runJob(level, summary)
            self.levels.append(level)
            return sum(count for count, _ in summaries), [row for _, others in summaries for row in others]

        def kept(self, level):
            level.persist(StorageLevel.MEMORY_AND_DISK)
            if len(self.levels) % LEVELS_OF_A_CHECKPOINT == 0:
                level.checkpoint()
            return level

        def paths(self):
            """For all that was found, the initial state and the transitions that lead from it."""
            ways = {kind: (state, [] if last < 0 else [last]) for kind, (_, state, last) in self.findings.items()}
            for depth in range(self.depth, 0, -1):
                longer = [kind for kind, value in self.findings.items() if value[0] > depth]
                reached = self.reached({ways[kind][0] for kind in longer}, depth)
                for kind in longer:
                    state, transitions = ways[kind]
                    _, state, transition = reached[state]
                    ways[kind] = state, [transition] + transitions
            return {kind: (state.hex(), transitions) for kind, (state, transitions) in ways.items()}

        def reached(self, states, depth):
            """How states of a level were reached."""
            if not self.levels or depth <= self.nearDepth:
                return self.near
            partitions = sorted({place(state) % self.partitions for state in states})
            level = self.levels[depth - self.nearDepth]
            return dict(self.context.runJob(level, lambda rows: (row for row in rows if row[0] in states), partitions))


    def verdicts(search):
        """What each property comes to, and how: (name, verdict, (initial state, transitions))."""
        paths = search.paths()
        faults = sorted(kind for kind in paths if kind[0] in (FAULT, PROPERTY_FAULT))
        # Behind a fault nothing was visited: what is open then stays open.
        isWhole = search.isComplete and not faults
        result = []
        for number, property in enumerate(PROGRAM["properties"]):
            path = paths.get((PROPERTY, number))
            otherwise = property["otherwise"] if isWhole else "no verdict"
            result.append((property["name"], property["found"] if path else otherwise, path))
        path = paths.get((DEADLOCK, 0))
        result.append(("deadlock", "deadlock" if path else "holds" if isWhole else "no verdict", path))
        return result + [("fault", "fault", paths[kind]) for kind in faults]


    def report(search, options):
        """Says what came out; gives the exit status."""
        found = verdicts(search)
        words = {verdict for _, verdict, _ in found}
        status = 1 if words & {"violated", "not reached", "deadlock", "fault"} else 3 if "no verdict" in words else 0
        extent = "complete" if search.isComplete else "not complete"
        counts = f"{search.count:,} states, {search.transitions:,} transitions, depth {search.depth}"
        print(f"{PROGRAM['model']}: {extent}; {counts}")
        for name, verdict, _ in found:
            print(f"  {verdict:12} {name}")
        for name, verdict, path in found:
            if path and (verdict != "reached" or options.traces):
                print(flush=True)
                steps = ",".join(map(str, path[1]))
                subprocess.run(COMMAND + ["--path", f"{name}:{path[0]}:{steps}"], check=True)
        if options.json:
            properties = [
                {"name": name, "verdict": verdict, "initial": path and path[0], "transitions": path and path[1]}
                for name, verdict, path in found
            ]
            result = {
                "model": PROGRAM["model"], "program": PROGRAM["program"], "complete": search.isComplete, "status": status,
                "states": search.count, "transitions": search.transitions, "depth": search.depth, "properties": properties,
            }
            with open(options.json, "w") as file:
                json.dump(result, file, indent=2)
        return status


    def refusal():
        """Why the job cannot begin here; None if it can."""
        try:
            here = subprocess.run(COMMAND + ["--describe"], stdout=subprocess.PIPE)
        except OSError as error:
            return f"the command '{COMMAND[0]}' cannot be run: {error.strerror}"
        if here.returncode != 0 or json.loads(here.stdout)["program"] != PROGRAM["program"]:
            return "the model here is not the one that this job was written for: export it again"


    def begin(options):
        """Starts Spark, or finds it."""
        configuration = SparkConf().setAppName(f"quiesce {PROGRAM['model']}")
        if options.master:
            configuration.setMaster(options.master)
            if options.master.startswith("local"):
                os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        context = SparkContext(conf=configuration)
        try:
            context.setCheckpointDir(options.checkpoint)
        except Exception:
            context.stop()
            raise
        return context


    def firstLine(error):
        """What says most of an error: of those that come from far, the line of the refusal or of the exception there."""
        lines = str(error).splitlines() or [repr(error)]
        for mark in ("Refused: ", "Exception: "):
            for line in lines:
                if mark in line:
                    return line.split(mark, 1)[1].strip()
        return lines[0].strip()


    def main():
        parser = argparse.ArgumentParser(description=f"Searches the model {PROGRAM['model']} on Spark.")
        parser.add_argument("--master", help="where: local[2], spark://HOST:7077; default: what spark-submit says")
        parser.add_argument("--partitions", type=int, default=0, help="default: three for each core")
        parser.add_argument("--checkpoint", required=True, metavar="DIR", help="a folder that all machines see")
        near = "visit so many states in the driver before Spark takes over; default %(default)s"
        parser.add_argument("--driver-states", type=int, default=100_000, metavar="N", help=near)
        parser.add_argument("--keep-going", action="store_true", help="go on after the first violation")
        parser.add_argument("--max-states", type=int, default=sys.maxsize, metavar="N", help="stop without a verdict at so many")
        parser.add_argument("--traces", action="store_true", help="show the witnesses too")
        parser.add_argument("--json", metavar="FILE", help="write the result there too")
        options = parser.parse_args()
        if reason := refusal():
            print(f"job: error: {reason}", file=sys.stderr)
            return 2
        try:
            context = begin(options)
        except Exception as error:
            print(f"job: error: Spark cannot begin: {firstLine(error)}", file=sys.stderr)
            return 2
        search = Search(context, options)
        try:
            search.run()
            return report(search, options)
        except Exception as error:
            line = firstLine(error)
            print(f"job: error: no verdict: level {search.depth + 1}: {line}", file=sys.stderr)
            return 2 if "status 2:" in line else 3
        finally:
            context.stop()


    if __name__ == "__main__":
        sys.exit(main())

    """#
}
