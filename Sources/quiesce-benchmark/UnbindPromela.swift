/// The benchmark's protocol for Spin, written by hand.
///
/// It has the same atomic steps as ``UnbindModel``, so both tools find the same states.
///
/// Spin's "transitions" (stored and matched) are the fired steps plus one, for the initial state.
enum UnbindPromela {
  /// The text of the model.
  static let text = """
    /*
     * Functions share a pool of PASIDs and one hardware queue of page requests. A function binds a PASID, sends
     * requests, stops (it waits for its responses, or queues a stop marker), clears the PASID table entry, and gives
     * the PASID back when neither the queue nor the handler holds a request of it.
     */
    #define FUNCTIONS 3
    #define PASIDS    3
    #define CREDITS   2
    #define DEPTH     4
    #define NOBODY    3

    chan requests = [DEPTH] of { byte, byte, bit, bit };  /* function, PASID, generation, marker */
    byte owner[PASIDS] = NOBODY;      /* whose table entry is present */
    bool taken[PASIDS];               /* the allocator's view: from bind to the end of the drain */
    bit  current[PASIDS];             /* which use of the PASID this is */
    byte outstanding[FUNCTIONS];      /* requests without a response */
    byte heldBy = NOBODY;             /* whose request the handler holds */

    active [FUNCTIONS] proctype function() {
      byte p = 0;
    unbound:
      if
      :: d_step { !taken[0] -> taken[0] = true; current[0] = !current[0]; owner[0] = _pid; p = 0 }
      :: d_step { !taken[1] -> taken[1] = true; current[1] = !current[1]; owner[1] = _pid; p = 1 }
      :: d_step { !taken[2] -> taken[2] = true; current[2] = !current[2]; owner[2] = _pid; p = 2 }
      fi;
      do /* running */
      :: d_step { outstanding[_pid] < CREDITS && nfull(requests) ->
           requests!_pid, p, current[p], 0; outstanding[_pid]++ }
      :: true -> break
      od;
      if /* stopping */
      :: outstanding[_pid] == 0
      :: d_step { nfull(requests) -> requests!_pid, p, current[p], 1 }
      fi;
      owner[p] = NOBODY;
      d_step { !(requests??[eval(_pid), _, _, _]) && heldBy != _pid -> taken[p] = false; p = 0 };
      goto unbound
    }

    active proctype handler() {
      byte f, p;
      bit g, m;
    idle:
      if
      :: d_step { requests?f, p, g, m -> heldBy = f }
      fi;
      d_step {
        if
        :: m -> skip
        :: else -> assert(owner[p] == NOBODY || g == current[p]); outstanding[f]--
        fi;
        heldBy = NOBODY; f = 0; p = 0; g = 0; m = 0
      };
      goto idle
    }
    """
}
