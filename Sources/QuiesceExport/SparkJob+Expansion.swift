extension SparkJob {
  /// What is done on every machine: states go through `quiesce expand`, and what is visited is taken away.
  static let expansion = #"""
    SIZE = 8 * PROGRAM["stateWords"]
    FINGERPRINT = int(PROGRAM["program"], 16)
    SUCCESSOR, PROPERTY, DEADLOCK, FAULT, PROPERTY_FAULT = range(5)
    # Where the model is found, on every machine.
    FOLDER = os.getcwd()
    # So many states are worth a process of their own.
    STATES_OF_A_PROCESS = 4096
    # So many levels are made again at most where a machine is lost.
    LEVELS_OF_A_CHECKPOINT = 10


    # A row is a key and a value that begins with the level that found it:
    #   a state              (level, the state before it, the transition between them)
    #   (kind, number)       (level, the state in which that was found, the transition)
    #   (None, level, task)  (level, how many states were expanded, how many transitions fired)


    def keepArchives():
        """Has Python not read the contents of Spark's archives anew in each task, which 3.10 and 3.11 do many times over."""
        zipimport.zipimporter.invalidate_caches = lambda self: None


    def isState(key):
        return type(key) is bytes


    def place(key):
        """The partition of a key, the same on every machine."""
        return zlib.crc32(key) if isState(key) else 0


    class Refused(Exception):
        """What quiesce refuses, with its exit status."""


    def feed(states, stream):
        """Writes a frontier. A pipe that breaks has its reason at its other end."""
        try:
            stream.write(struct.pack("<8sQQQ", b"qfronti1", FINGERPRINT, SIZE // 8, 0))
            count = 0
            while block := list(itertools.islice(states, 4096)):
                count += len(block)
                stream.write(struct.pack("<Q", len(block)) + b"".join(block))
            stream.write(struct.pack("<QQ", 0, count))
            stream.close()
        except BrokenPipeError:
            pass


    def expand(states, level, task=0):
        """The rows of a level that follow the states of the one before."""
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
            yield from records(process.stdout, level, task)
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


    def records(stream, level, task):
        """Reads what follows a frontier, to its end."""

        def read(count):
            data = stream.read(count)
            if len(data) < count:
                raise EOFError
            return data

        mark, program, words, _ = struct.unpack("<8sQQQ", read(32))
        if (mark, program, 8 * words) != (b"qsucces1", FINGERPRINT, SIZE):
            raise Refused("status 2: its output is that of another program")
        length = 16 + 2 * SIZE
        total = 0
        while count := struct.unpack("<Q", read(8))[0]:
            block = read(count * length)
            total += count
            for start in range(0, len(block), length):
                head, number = struct.unpack_from("<QQ", block, start)
                kind = head & 255
                key = block[start + 16 + SIZE : start + length] if kind == SUCCESSOR else (kind, number)
                yield key, (level, block[start + 16 : start + 16 + SIZE], (head >> 8) - 1)
        expanded, fired, written = struct.unpack("<QQQ", read(24))
        if written != total:
            raise EOFError
        yield (None, level, task), (level, expanded, fired)


    def subtract(rows, level):
        """Of the rows of a partition, those of a level first and then what is known, those of the level that are not known."""
        keepArchives()
        fresh = {}
        for key, value in rows:
            if value[0] == level:
                fresh[key] = value
            else:
                fresh.pop(key, None)
        return iter(fresh.items())


    def summary(rows):
        """What the driver has to know of a partition: how many states it has, and the rows that are none."""
        states, others = 0, []
        for row in rows:
            if isState(row[0]):
                states += 1
            else:
                others.append(row)
        return [(states, others)]



    """#
}
