import { limits, type Pinned } from '#protocol'
import type { Reaction, ReactionRecord, Reactors } from './marks'

/** Before anybody has reacted, or pinned. */
export const noReactions: ReactionRecord = { version: 0, people: [], untold: [] }
export const noPins: Pinned = { version: 0, seqs: [] }

/** People as one reaction leaves them; the very same object when it is so already. */
function peopleWith(people: Reactors['people'], { person, emoji, on }: Reaction): Reactors['people'] {
  const there = people.find((one) => one.emoji === emoji)
  if (on === (there?.by.includes(person) ?? false)) return people
  if (!there) return [...people, { emoji, by: [person] }]
  const by = on ? [...there.by, person] : there.by.filter((one) => one !== person)
  const changed = people.map((one) => (one === there ? { emoji, by } : one))
  return by.length > 0 ? changed : changed.filter((one) => one.emoji !== emoji)
}

/** A record as these reactions leave it, with what was changed of it, and the places of what was refused. */
export function reactedWith(before: ReactionRecord, reactions: Reaction[]) {
  const version = before.version + 1
  const changes: ReactionRecord['untold'] = []
  const refused: number[] = []
  let { people } = before
  reactions.forEach((reaction, at) => {
    const next = peopleWith(people, reaction)
    if (next === people) return
    if (next.length > Math.max(people.length, limits.reactionEmojis)) refused.push(at)
    else {
      people = next
      changes.push({ ...reaction, version })
    }
  })
  if (changes.length === 0) return { record: before, changes, refused }
  return {
    record: { ...before, version, people, untold: [...before.untold, ...changes] },
    changes,
    refused,
  }
}

/** Reactors as a line of the room leaves them, which says what was changed since the line before. */
export function reactorsWith(before: Reactors | undefined, version: number, changes: Reaction[]): Reactors {
  if (before && version <= before.version) return before
  return { version, people: changes.reduce(peopleWith, before?.people ?? []) }
}

/** What is pinned when this message is pinned, or taken off; the very same object when it is so already. */
export function pinnedWith(before: Pinned, seq: number, on: boolean): Pinned | 'full' {
  if (on === before.seqs.includes(seq)) return before
  if (on && before.seqs.length >= limits.pins) return 'full'
  const others = before.seqs.filter((one) => one !== seq)
  return { version: before.version + 1, seqs: on ? [seq, ...others] : others }
}
