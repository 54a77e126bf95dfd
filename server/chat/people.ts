import { LRUCache } from 'lru-cache'
import type { Me, Person } from '#protocol'
import { isAvatar } from '#protocol'
import type { Bus, Unsubscribe } from '../state/state'
import type { Account, Store } from '../store/store'
import { apartFrom } from './blocks'

/**
 * News on the bus: a person has another name or avatar. `rooms` are those whose members see it; in those of `apart`
 * only the person's own devices do.
 */
export interface ProfileNews {
  person: Person
  rooms: string[]
  apart: string[]
}

/** The topic of `ProfileNews`. */
export const profiles = 'profiles'

/** Hears of every change of a name or an avatar, on whichever node it is made. */
export function hearProfiles(bus: Bus, hear: (news: ProfileNews) => void): Promise<Unsubscribe> {
  // Nothing else is published under this topic.
  return bus.subscribe(profiles, (news) => hear(news as ProfileNews))
}

/** Who people are, as others see them. Kept in memory, and corrected when any node hears of a change. */
export interface People {
  get(id: string): Promise<Person | undefined>
  /** Those that exist, by id. */
  many(ids: Iterable<string>): Promise<Map<string, Person>>
  /** Changes what is given and tells every node. Nothing comes back for a stranger. */
  change(id: string, change: { name?: string; avatar?: string }): Promise<Person | undefined>
  /** Reads everyone anew: news of changes may have been lost. */
  forget(): void
  /** Stops listening. */
  close(): void
}

/** Beyond this many the least recently seen are read from the store again. */
const remembered = 50_000

export async function openPeople(store: Store, bus: Bus): Promise<People> {
  const known = new LRUCache<string, Person>({ max: remembered })
  const unsubscribe = await hearProfiles(bus, ({ person }) => void known.set(person.id, person))

  async function many(ids: Iterable<string>): Promise<Map<string, Person>> {
    const found = new Map<string, Person>()
    const missing: string[] = []
    for (const id of new Set(ids)) {
      const person = known.get(id)
      if (person) found.set(id, person)
      else missing.push(id)
    }
    const accounts = missing.length > 0 ? await store.accounts.getMany(missing) : []
    for (const account of accounts) {
      const person = personOf(account)
      known.set(person.id, person)
      found.set(person.id, person)
    }
    return found
  }

  return {
    many,
    get: async (id) => (await many([id])).get(id),
    async change(id, change) {
      const account = await store.accounts.update(id, change)
      if (!account) return undefined
      const person = personOf(account)
      known.set(id, person)
      const rooms = (await store.rooms.of(id)).map(({ room }) => room)
      const [pairs, others] = await Promise.all([store.links.pairsOf(id), apartFrom(id, store)])
      const apart = pairs.filter(({ peer }) => others.has(peer)).map(({ room }) => room)
      bus.publish(profiles, { person, rooms, apart } satisfies ProfileNews)
      return person
    },
    forget: () => known.clear(),
    close: unsubscribe,
  }
}

/** Oneself, as an account has it. */
export function meOf(account: Account): Me {
  return { ...personOf(account), ...(account.receipts === false && { receipts: false }) }
}

/** What is shown for an author whose account is gone. */
export function stranger(id: string): Person {
  return { id, name: '', avatar: '' }
}

/** An account as others see it. Avatars at other servers, which versions before took, are kept and shown to nobody. */
export function personOf({ id, name, avatar }: Account): Person {
  return { id, name, avatar: isAvatar(avatar) ? avatar : '' }
}
