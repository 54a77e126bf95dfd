import fc from 'fast-check'

/**
 * Frames that are made up in one run; the other kinds of fuzz take shares of it. `npm run fuzz` is the long one.
 */
export const fuzzFrames = Number(process.env.FUZZ_FRAMES ?? 40_000)

/** Names the run, so that `FUZZ_SEED` repeats one that failed. */
export const fuzzSeed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)

/** Milliseconds that a fuzz may take: the long one takes minutes. */
export const fuzzTimeout = 30_000 + fuzzFrames

/** What anybody could send that knows nothing of the protocol. */
export const noise = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.string({ maxLength: 3_000 }))
