import { asLast, hasLine, limits, type Message, markOf, type ServerFrameOf, targetOf } from '#protocol'
import { changedBy, isFor, isForAll, type RoomMessage, seenBy } from '../audience'
import type { Client } from '../client'
import { withoutWordsBefore } from '../edits'
import { readerOf } from '../hidden'
import { fitting, type Room } from '../messages'
import type { Wire } from '../ports'
import type { Posted } from './news'
import { OnceASecond } from './once-a-second'

/** As many as may be unread and the newest, with the changes between them: left out, those would count as unread. */
const newsRoom: Room = { shown: 1 + limits.unread, lines: limits.pageLines, bytes: Number.POSITIVE_INFINITY }

/** Members of a room who are elsewhere: they hear that there is something new, at most once a second. */
export class RoomWatchers {
  readonly #watchers = new Set<Client>()
  /** Since the news before. */
  #gathered: RoomMessage[] = []
  readonly #limiter = new OnceASecond(() => this.#tell())
  readonly #room: string
  readonly #wire: Pick<Wire, 'encode'>
  readonly #isInside: (client: Client) => boolean

  /** `isInside`: whether the client is in the room by now, and hears each message anyway. */
  constructor(room: string, wire: Pick<Wire, 'encode'>, isInside: (client: Client) => boolean) {
    this.#room = room
    this.#wire = wire
    this.#isInside = isInside
  }

  add(client: Client): void {
    this.#watchers.add(client)
  }

  delete(client: Client): void {
    this.#watchers.delete(client)
  }

  [Symbol.iterator](): Iterator<Client> {
    return this.#watchers.values()
  }

  /** Something was said. */
  announce(lines: Posted[]): void {
    if (this.#watchers.size === 0) return
    this.#gathered = [...this.#gathered, ...lines.map(({ message }) => message)].slice(-newsRoom.lines)
    this.#limiter.ask()
  }

  stop(): void {
    this.#limiter.stop()
    this.#gathered = []
  }

  #tell(): void {
    // The nodes of one room may overtake each other.
    const inOrder = this.#gathered.sort((one, other) => one.seq - other.seq)
    const gathered = changed(fitting(inOrder, 'end', hasLine, newsRoom))
    this.#gathered = []
    const newsForAll = gathered.every(isForAll) ? newsOf(this.#room, gathered) : undefined
    const ready = newsForAll?.map((news) => this.#wire.encode(news, this.#room))
    for (const watcher of this.#watchers) {
      if (this.#isInside(watcher)) continue
      if (ready) for (const frames of ready) watcher.push(frames)
      else for (const news of newsOf(this.#room, heardBy(watcher.person.id, gathered))) watcher.send(news)
    }
  }
}

/** Messages as those behind them have left what they say: earlier words are not told any more. */
function changed(gathered: RoomMessage[]): RoomMessage[] {
  return gathered
    .filter(isOfWords)
    .reduce(
      (messages, change) => withoutWordsBefore(messages, change).map((message) => changedBy(message, change)),
      gathered,
    )
}

/** What of these is for a person, as they see it. */
function heardBy(person: string, gathered: RoomMessage[]): Message[] {
  return gathered
    .filter((message) => isFor(person, message))
    .map((message) => seenBy(readerOf(person), message))
}

/**
 * The newest, and of those before what counts; nothing of nothing. What a list shows of the room comes whole: the newest that it
 * shows, and then its last change, each in news of its own where others are behind it.
 */
function newsOf(room: string, gathered: Message[]): Array<ServerFrameOf<'news'>> {
  const shown = gathered.filter(hasLine).at(-1)
  const change = gathered
    .filter((one) => isOfWords(one) && one.seq > (shown?.seq ?? 0))
    .reduce(later, undefined)
  // One frame tells of so many beside its last; of more, for most are changes, several do.
  const full = gathered.filter((_, at) => at % (limits.unread + 1) === limits.unread)
  const ends = new Set([...full, shown, change, gathered.at(-1)].filter((one) => one !== undefined))
  let told = 0
  return [...ends]
    .sort((one, other) => one.seq - other.seq)
    .map((last) => {
      const also = gathered.filter(({ seq }) => seq > told && seq < last.seq).map(markOf)
      told = last.seq
      return { type: 'news', room, last: asLast(last), ...(also.length > 0 && { also }) }
    })
}

/** Whether it changes what another message says. */
function isOfWords({ kind }: Message): boolean {
  return kind === 'edit' || kind === 'recall'
}

/** Of two changes that of the newer message, and of one message the last: an older message is not what a list shows. */
function later(one: Message | undefined, other: Message): Message {
  return one && (targetOf(one) ?? 0) > (targetOf(other) ?? 0) ? one : other
}
