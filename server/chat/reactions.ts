import { hasLine, type Message, type ReactionChange, type Reactions } from '#protocol'
import { reactorsWith } from '../store/mark-changes'
import type { Reaction, Reactors } from '../store/marks'
import type { Store } from '../store/store'

/** Reactions as this person sees them. */
export function reactionsFor(person: string, { version, people }: Reactors): Reactions & { mine?: string[] } {
  const mine = people.filter(({ by }) => by.includes(person)).map(({ emoji }) => emoji)
  return { version, counts: countsOf(people), ...(mine.length > 0 && { mine }) }
}

/** What a line of kind `react` says. */
export function changeTo(seq: number, { version, people }: Reactors, changed: Reaction[]): ReactionChange {
  return {
    seq,
    version,
    counts: countsOf(people),
    changed: changed.map(({ person, emoji, on }) => ({ person, emoji, on })),
  }
}

function countsOf(people: Reactors['people']): Reactions['counts'] {
  return people.map(({ emoji, by }) => ({ emoji, count: by.length }))
}

/** Who has reacted to a message when a later line of its room, of kind `react`, was said. */
export function reactorsAfter(
  reactors: Reactors | undefined,
  { body }: Pick<Message, 'body'>,
): { reactors?: Reactors } {
  if (!isReactionChange(body) || body.version <= (reactors?.version ?? 0)) return reactors ? { reactors } : {}
  return { reactors: reactorsWith(reactors, body.version, body.changed) }
}

function isReactionChange(body: Message['body']): body is ReactionChange {
  return typeof body === 'object' && 'changed' in body
}

/** Messages of a room with what people put on them: one question to the store for all of them. */
export async function withReactors<M extends Message>(
  room: string,
  messages: M[],
  store: Store,
): Promise<Array<M & { reactors?: Reactors }>> {
  const seqs = messages.filter(isReactedTo).map(({ seq }) => seq)
  if (seqs.length === 0) return messages
  const found = new Map((await store.marks.reactions(room, seqs)).map(({ seq, ...one }) => [seq, one]))
  return messages.map((message) => {
    const reactors = found.get(message.seq)
    return reactors ? { ...message, reactors } : message
  })
}

/** Of what was taken back nothing is shown, also where somebody reacted to it at the same moment. */
function isReactedTo(message: Message): boolean {
  return hasLine(message) && message.kind !== 'recalled'
}
