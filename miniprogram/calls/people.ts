import type { Person, Talker } from '../protocol/index'
import type { Other } from './engine'

/** The others as the engine takes them: of two the one who came later is polite. */
export function othersOf(people: readonly Talker[], me: string): Other[] {
  const mine = people.findIndex(({ person }) => person.id === me)
  return people
    .map(({ person }, at) => ({ person: person.id, polite: at > mine }))
    .filter(({ person }) => person !== me)
}

/** The other one of two. */
export function peerOf(people: readonly Talker[], me: string | undefined): Person | undefined {
  return people.find(({ person }) => person.id !== me)?.person
}
