import { type Outcome, refusals } from '#protocol'
import { type Draft, type Line, StoreUnavailable } from '../store/store'
import { type Answer, isRefusal, type Refusal, refuse } from './answer'
import { discardMedia } from './claim-media'
import type { Client } from './client'
import type { ChatContext } from './context'
import { isMember } from './membership'
import { shareMedia } from './share-media'
import { type Place, placeOf, type Target } from './targets'

/** One message that is said at each target. */
export type Content = Pick<Draft, 'kind' | 'body' | 'source'>

/** What a frame says at each of its targets. */
export interface Batch {
  /** The id of the frame. */
  id: string
  /** How many messages these are. */
  many: number
  /** Whether a line of a room, which has the id of the message at this place, is that message. */
  isSame(line: Line, at: number, room: string): boolean
  /** The messages, or why there are none. Not asked where all was said before. */
  read(): Promise<Content[] | Refusal>
}

/** What a try before has left at a target: what was said there, in order, up to the first that was not. */
interface Tried {
  place: Place
  lines: Line[]
}

/**
 * Says a batch at each target by itself: what is refused at one is said at the others. Nothing is said where the batch itself
 * is refused; if a try before has come further than this one, the refusal is that of the targets which it did not reach.
 */
export async function sayAt(
  targets: Target[],
  batch: Batch,
  client: Client,
  chat: ChatContext,
): Promise<Answer> {
  const tried = await Promise.all(
    targets.map((target) => orTryAgain(() => lookUp(target, batch, client, chat))),
  )
  const isDone = (one: Tried | Refusal) => !isRefusal(one) && one.lines.length === batch.many
  const contents = tried.every(isDone) ? [] : await batch.read()
  const wasTried = tried.some((one) => !isRefusal(one) && one.lines.length > 0)
  if (isRefusal(contents) && !wasTried) return contents
  const outcomes = tried.map(async (one, at): Promise<Outcome> => {
    const told = isRefusal(one) ? one : await orTryAgain(() => finish(one, contents, batch, client, chat))
    return outcomeOf(targets[at] ?? {}, told)
  })
  return { type: 'sent', to: await Promise.all(outcomes) }
}

/** Beginning with its number: the other ids that the server makes begin with a word. */
function messageId(batch: Batch, at: number): string {
  return `${at + 1}/${batch.id}`
}

/** What is not known to be done may be tried again, at this target alone. */
async function orTryAgain<T>(act: () => Promise<T | Refusal>): Promise<T | Refusal> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof StoreUnavailable) return refuse('try-again')
    throw error
  }
}

async function lookUp(
  target: Target,
  batch: Batch,
  client: Client,
  chat: ChatContext,
): Promise<Tried | Refusal> {
  const place = await placeOf(target, client, chat)
  if (isRefusal(place)) return place
  const { messages } = chat.ports.store
  const lines: Line[] = []
  for (let at = 0; at < batch.many; at += 1) {
    const line = await messages.find(place.room, client.person.id, messageId(batch, at))
    if (!line) break
    if (line.kind !== 'recalled' && !batch.isSame(line, at, place.room)) return refuse('id-reused')
    lines.push(line)
  }
  return { place, lines }
}

/** Where the messages stand; `room` is that of the target. */
interface Said {
  room: string
  seqs: number[]
  time: number
}

async function finish(
  { place, lines }: Tried,
  contents: Content[] | Refusal,
  batch: Batch,
  client: Client,
  chat: ChatContext,
): Promise<Said | Refusal> {
  const { room, isUnheard } = place
  if (lines.length === batch.many) return saidOf(room, lines)
  if (isRefusal(contents)) return contents
  const time = chat.ports.now()
  const drafts = contents.map(
    (content, at): Draft => ({
      ...{ id: messageId(batch, at), from: client.person.id, time },
      ...content,
      ...(isUnheard && { audience: 'author' }),
    }),
  )
  // What was said before may have been taken back, with its files.
  const own = await shareMedia(drafts.slice(lines.length), room, chat.ports)
  // Taken back since it was read.
  if (!own) return refuse('already-recalled')
  // A room that is dissolved has its files marked behind its end again: so they find these, or this finds no member.
  if (!(await isMember(room, client.person.id, chat.ports.store))) {
    for (const draft of own) await discardMedia(draft, chat.ports)
    return refuse('unknown-room')
  }
  // Of no socket: the one that sent it hears of them as everybody does.
  const added = await Promise.all(own.map((draft) => chat.appender.add(room, draft, client.person)))
  const places = added.filter((one) => 'seq' in one)
  return places.length < added.length ? refuse('id-reused') : saidOf(room, [...lines, ...places])
}

function saidOf(room: string, places: Array<Pick<Line, 'seq' | 'time'>>): Said {
  return { room, seqs: places.map(({ seq }) => seq), time: places.at(-1)?.time ?? 0 }
}

function outcomeOf({ room, person }: Target, told: Said | Refusal): Outcome {
  const target = { ...(room !== undefined && { room }), ...(person !== undefined && { person }) }
  if (!isRefusal(told)) return { ...target, in: told.room, seqs: told.seqs, time: told.time }
  const { refused: code, retryAfter } = told
  const { message } = refusals[code]
  return { ...target, code, message, ...(retryAfter === undefined ? {} : { retryAfter }) }
}
