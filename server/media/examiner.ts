import { createRequire } from 'node:module'
import { mostOfOne } from './at-once'
import type { Jobs } from './examining/jobs'
import { type Asker, ExaminingPlace, type PlaceOptions } from './examining-place'

/** Does a job with a file that came from `asker`; rejects as `ExaminingPlace.ask` does. */
type Examine = <J extends keyof Jobs>(job: J, args: Parameters<Jobs[J]>, asker: Asker) => ReturnType<Jobs[J]>

export interface Examiner {
  examine: Examine
  close(): void
}

/**
 * Pictures have one place and recordings the other: two files at once, of which one at most is of the kind that takes
 * much memory, and a voice does not wait behind the pictures of a holiday.
 */
const placeOf = {
  image: 'pictures',
  avatar: 'pictures',
  poster: 'pictures',
  voice: 'recordings',
  video: 'recordings',
} as const satisfies Record<keyof Jobs, string>

const shipped: PlaceOptions = {
  // The same file for the server and for the tests; see "imports" in package.json.
  script: createRequire(import.meta.url).resolve('#examiner'),
  processorMs: 2_000,
  idleMs: 30_000,
  mostWaiting: 50,
  mostOfOne,
}

export function openExaminer(options: PlaceOptions = shipped): Examiner {
  const places = { pictures: new ExaminingPlace(options), recordings: new ExaminingPlace(options) }
  // The process answers with what its jobs give.
  const examine = (job: keyof Jobs, args: unknown[], asker: Asker) =>
    places[placeOf[job]].ask({ job, args }, asker)
  return {
    examine: examine as Examine,
    close() {
      for (const place of Object.values(places)) place.close()
    },
  }
}
