import QuiesceModel

extension Classic {
  /// Delivery in order over channels between two parties each.
  static let slidingWindow = Classic(
    name: "sliding_window",
    instances: [
      Instance(settings: ["capacity": .integer(1)], states: 1_558_264, transitions: 6_230_696)
    ],
    model: """
      /// Selective repeat over two links that lose frames: windows of two, sequence numbers modulo four.
      ///
      /// A sequence number stands for all numbers that are four apart. The numbers themselves, modulo eight, are the
      /// ghosts by which the delivery is judged. A. S. Tanenbaum, Computer Networks, 1981.
      model sliding_window

      /// How many frames, and how many answers, fit between two parties.
      param capacity : 1...4 = 1

      type Sequence = 0..<4
      type Number   = 0..<8
      type Place    = 0..<2
      struct Frame { sequence: Sequence, ghost number: Number }

      queue sent      : Frame[capacity]
      queue arrived   : Frame[capacity]
      queue answered  : Sequence[capacity]
      queue confirmed : Sequence[capacity]

      event delivered(number: Number, expected: Number)

      /// How far the number that a sequence number stands for is above another one.
      func distance(from: Number, to: Sequence) -> Sequence = (to + 8 - from) % 4

      actor sender {
        /// The first number that is not confirmed.
        var base : Number = 0
        /// How many numbers from there on are under way.
        var opened : 0...2 = 0
        /// Which of these are confirmed.
        var isDone : [Place: Bool] = false
        /// Which of these is being sent.
        var place : Place = 0

        initial final state ready {
          step open when opened < 2 {
            place = opened
            opened += 1
          } -> sending
          step timeout(i in Place) when i < opened && !isDone[i] { place = i } -> sending
          step confirm(sequence from confirmed) {
            let i = distance(base, sequence)
            if i < opened { isDone[i] = true }
          } -> sliding
        }
        state sending {
          step send when !sent.isFull {
            let number = (base + place) % 8
            sent.push(Frame(sequence: number % 4, number: number))
            place = 0
          } -> ready
        }
        state sliding {
          step slide when isDone[0] {
            base = (base + 1) % 8
            opened -= 1
            isDone[0] = isDone[1]
            isDone[1] = false
          }
          step rest when !isDone[0] -> ready
        }
      }

      actor frameLink {
        var frame : Frame = Frame(sequence: 0, number: 0)
        initial final state empty {
          step take(f from sent) { frame = f } -> full
        }
        state full {
          step pass when !arrived.isFull {
            arrived.push(frame)
            frame = Frame(sequence: 0, number: 0)
          } -> empty
          step lose { frame = Frame(sequence: 0, number: 0) } -> empty
        }
      }

      actor answerLink {
        var answer : Sequence = 0
        initial final state empty {
          step take(a from answered) { answer = a } -> full
        }
        state full {
          step pass when !confirmed.isFull {
            confirmed.push(answer)
            answer = 0
          } -> empty
          step lose { answer = 0 } -> empty
        }
      }

      actor receiver {
        /// The first number that was not delivered.
        var expected : Number = 0
        /// Which numbers from there on are kept.
        var isKept : [Place: Bool] = false
        ghost var kept : [Place: Number] = 0
        /// What is to be answered.
        var answer : Sequence = 0

        initial final state ready {
          step receive(frame from arrived) {
            let i = distance(expected, frame.sequence)
            if i < 2 {
              isKept[i] = true
              kept[i] = frame.number
            }
            answer = frame.sequence
          } -> delivering
        }
        state delivering {
          step deliver when isKept[0] {
            emit delivered(kept[0], expected)
            expected = (expected + 1) % 8
            isKept[0] = isKept[1]
            isKept[1] = false
            kept[0] = kept[1]
            kept[1] = 0
          }
          step rest when !isKept[0] -> answering
        }
        state answering {
          step answer when !answered.isFull {
            answered.push(answer)
            answer = 0
          } -> ready
        }
      }

      property inOrder: never delivered(number, expected) when number != expected
      """,
    promela: """
      /*
       * Selective repeat over two links that lose frames: windows of two, sequence numbers modulo four. The numbers
       * that they stand for, modulo eight, travel along so that the delivery can be judged.
       */

      chan sent      = [CAPACITY] of { byte, byte };  /* sequence number, number */
      chan arrived   = [CAPACITY] of { byte, byte };
      chan answered  = [CAPACITY] of { byte };
      chan confirmed = [CAPACITY] of { byte };

      active proctype sender() {
        xs sent;
        xr confirmed;
        byte base, opened, place, sequence;
        bool isDone[2];
      end:
        do
        :: if
           :: d_step { opened < 2 -> place = opened; opened++ }
           :: d_step { opened > 0 && !isDone[0] -> place = 0 }
           :: d_step { opened > 1 && !isDone[1] -> place = 1 }
           fi;
           if
           :: d_step { nfull(sent) -> sent!((base + place) % 4), ((base + place) % 8); place = 0 }
           fi
        :: d_step { confirmed?sequence ->
             sequence = (sequence + 8 - base) % 4;
             if
             :: sequence < opened -> isDone[sequence] = true
             :: else
             fi;
             sequence = 0 };
           do
           :: d_step { isDone[0] ->
                base = (base + 1) % 8; opened--; isDone[0] = isDone[1]; isDone[1] = false }
           :: !isDone[0] -> break
           od
        od
      }

      active proctype frameLink() {
        xr sent;
        xs arrived;
        byte sequence, number;
      end:
        do
        :: sent?sequence, number ->
           if
           :: d_step { nfull(arrived) -> arrived!sequence, number; sequence = 0; number = 0 }
           :: d_step { true -> sequence = 0; number = 0 }
           fi
        od
      }

      active proctype answerLink() {
        xr answered;
        xs confirmed;
        byte sequence;
      end:
        do
        :: answered?sequence ->
           if
           :: d_step { nfull(confirmed) -> confirmed!sequence; sequence = 0 }
           :: d_step { true -> sequence = 0 }
           fi
        od
      }

      active proctype receiver() {
        xr arrived;
        xs answered;
        byte expected, sequence, number, i;
        bool isKept[2];
        byte kept[2];
      end:
        do
        :: d_step { arrived?sequence, number ->
             i = (sequence + 8 - expected) % 4;
             if
             :: i < 2 -> isKept[i] = true; kept[i] = number
             :: else
             fi;
             i = 0; number = 0 };
           do
           :: d_step { isKept[0] ->
                assert(kept[0] == expected);
                expected = (expected + 1) % 8;
                isKept[0] = isKept[1]; isKept[1] = false; kept[0] = kept[1]; kept[1] = 0 }
           :: !isKept[0] -> break
           od;
           if
           :: d_step { nfull(answered) -> answered!sequence; sequence = 0 }
           fi
        od
      }
      """)
}
