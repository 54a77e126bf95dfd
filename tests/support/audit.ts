import type { Transcript } from './transcript'

/** Somebody who has said and read something in the room. */
export interface Witness {
  person: { id: string }
  /** The `seq` with which each of one's own messages was accepted, by id, in the order of writing. */
  accepted: ReadonlyMap<string, number>
  transcript: Transcript
}

/** How many accepted messages came to everyone, and what went wrong with how many. */
export interface Audit {
  accepted: number
  /** Accepted messages that every witness has. */
  delivered: number
  /** Accepted messages that a witness has not, counted for each witness, as all below. */
  lost: number
  /** Places beyond the first that one message has. */
  doubled: number
  /** Messages that are not where they were accepted to be, or where another one is as well. */
  misplaced: number
}

/** Compares what everyone was promised with what everyone has. */
export function audit(witnesses: readonly Witness[]): Audit {
  const accepted = new Map(
    witnesses.flatMap(({ person, accepted }) =>
      [...accepted].map(([id, seq]) => [`${person.id} ${id}`, seq]),
    ),
  )
  const missing = new Set<string>()
  const count: Audit = { accepted: accepted.size, delivered: 0, lost: 0, doubled: 0, misplaced: 0 }
  for (const { transcript } of witnesses) {
    const places = placesOf(transcript)
    count.misplaced += transcript.contradictions.length
    for (const [key, seq] of accepted) {
      const [first, ...more] = places.get(key) ?? []
      if (first === undefined) missing.add(key)
      count.lost += first === undefined ? 1 : 0
      count.doubled += more.length
      count.misplaced += first !== undefined && first !== seq ? 1 : 0
    }
  }
  return { ...count, delivered: accepted.size - missing.size }
}

/** Where each message stands, by author and id. */
function placesOf({ shown }: Transcript): Map<string, number[]> {
  const places = new Map<string, number[]>()
  shown.forEach(({ from, id }, at) => {
    const key = `${from} ${id}`
    places.set(key, [...(places.get(key) ?? []), at + 1])
  })
  return places
}

/** `accepted 2000, delivered 2000, lost 0, doubled 0, misplaced 0` */
export function inWords(count: Audit): string {
  return Object.entries(count)
    .map(([what, times]) => `${what} ${times}`)
    .join(', ')
}
