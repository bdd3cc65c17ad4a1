/// Models that are small enough to know every verdict about them by heart.
enum CommandModels {
  /// Four states; `small` holds up to a limit of 2, `meets` is reached from a limit of 2 on.
  static let counter = """
    // What this counts does not matter.
    model counter

    param limit : 0...5 = 2
    param colour : enum { red, green } = red

    var count : 0...10 = 0

    actor clock {
      initial state counting {
        step up when count < limit { count += 1 }  // one at a time
        step stop when count == limit && (colour == .red || colour == .green) -> stopped
      }
      final state stopped
    }

    property small "the count stays small": invariant count <= 2
    property meets: reachable count == 2

    """

  /// Two actors that take two locks in opposite order: six states.
  static let deadlock = """
    model locks

    var a : Bool = false
    var b : Bool = false

    actor one {
      initial state idle { step takeA when !a { a = true } -> hasA }
      state hasA { step takeB when !b { b = true } -> done }
      final state done
    }

    actor two {
      initial state idle { step takeB when !b { b = true } -> hasB }
      state hasB { step takeA when !a { a = true } -> done }
      final state done
    }

    property both: reachable a && b

    """

  /// A fault in the first step.
  static let fault = """
    model breaks

    var count : 0...1 = 0

    actor clock {
      initial state counting { step up { count += 2 } }
    }

    property small: invariant count == 0 || count == 1

    """

  /// More states than any test waits for: 8 thousand million.
  static let large = """
    model large

    var a : 0...2000 = 0
    var b : 0...2000 = 0
    var c : 0...2000 = 0

    actor one { initial state s { step up when a < 2000 { a += 1 } } }
    actor two { initial state s { step up when b < 2000 { b += 1 } } }
    actor three { initial state s { step up when c < 2000 { c += 1 } } }

    property fine: invariant a + b < 4000

    """

  /// Three counters to 9 that nothing keeps from going on, 1,000 states, and a hundred more in which the third has left: where the first
  /// is at its end.
  static let grid = """
    model grid
    param limit : 0...30 = 30
    var a : 0...9 = 0
    var b : 0...9 = 0
    var c : 0...9 = 0
    actor one { initial final state s { step up when a < 9 { a += 1 } } }
    actor two { initial final state s { step up when b < 9 { b += 1 } } }
    actor three { initial state s { step up when c < 9 { c += 1 } step leave when a == 9 -> t } final state t {} }
    property bounded "not too far": invariant a + b + c <= limit
    property top: reachable a == 9 && b == 9
    property ends: eventually a == 9
    property back: always reachable c == 9
    property left: always reachable three is t || a < 9

    """

  /// A file that models import: an actor, and nothing to check.
  static let part = """
    var shared : 0...1 = 0

    actor switch {
      initial state off { step turnOn { shared = 1 } -> on }
      final state on
    }

    """

  /// A model over `part` whose check is in its file.
  static let whole = """
    model whole

    import "part.quiesce"

    property off: invariant shared == 0

    check whole with safe {
      expect violation of off
      expect pass of within
    }

    """

  /// A property file for `whole`.
  static let safe = """
    property within: invariant shared == 0 || shared == 1

    """

  /// A workspace with two models in two folders, an imported file and a property file.
  static let workspace = [
    "Models/a/counter.quiesce": counter, "Models/b/part.quiesce": part, "Models/b/whole.quiesce": whole,
    "Properties/safe.quiesce": safe,
  ]

  /// A violated property beside a monitor with a variable.
  static let watched = """
    model watched
    var x : Bool = false
    event e()
    actor a { initial final state s { step t { x = true; emit e() } } }
    monitor m {
      var n : 0...1 = 0
      on e() { n = 1 }
    }
    property p: invariant !x
    """
}
