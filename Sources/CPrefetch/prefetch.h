/// Asks for a cache line that is going to be read: the one instruction of the hot loops that Swift has no word for.
static inline __attribute__((always_inline)) void prefetch(const void *_Nonnull address) {
  __builtin_prefetch(address);
}
