/// What the hot loops do with a cache line and Swift has no word for.
#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/// Asks for a cache line that is going to be read.
static inline __attribute__((always_inline)) void prefetch(const void *_Nonnull address) {
  __builtin_prefetch(address);
}

/// Which of the 16 words of a cache line are 0 or differ from a tag in their low bits alone, as a bit each.
///
/// Other threads may write a word meanwhile: each is read whole, as it was or as it is. The processor does that for aligned vectors,
/// but no language says so: WORD_BY_WORD has atomic reads in their place, for who watches threads.
static inline __attribute__((always_inline)) uint32_t
wordsLikeOrEmpty(const void *_Nonnull line, uint32_t tag, uint32_t lowBits) {
#if defined(__SSE2__) && !defined(WORD_BY_WORD)
  const __m128i zero = _mm_setzero_si128(), tags = _mm_set1_epi32((int)tag), shift = _mm_cvtsi32_si128((int)lowBits);
  __m128i found[4];
  for (int part = 0; part < 4; part++) {
    const __m128i words = _mm_load_si128((const __m128i *)line + part);
    const __m128i differences = _mm_srl_epi32(_mm_xor_si128(words, tags), shift);
    found[part] = _mm_or_si128(_mm_cmpeq_epi32(differences, zero), _mm_cmpeq_epi32(words, zero));
  }
  const __m128i low = _mm_packs_epi32(found[0], found[1]), high = _mm_packs_epi32(found[2], found[3]);
  return (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(low, high));
#else
  const uint32_t *words = (const uint32_t *)line;
  uint32_t found = 0;
  for (int position = 0; position < 16; position++) {
    const uint32_t word = __atomic_load_n(words + position, __ATOMIC_RELAXED);
    found |= (uint32_t)(word == 0 || (word ^ tag) >> lowBits == 0) << position;
  }
  return found;
#endif
}
