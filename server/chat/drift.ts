import type { Drift } from '../state/state'
import type { House } from './house'
import { everywhere, tellContacts } from './visit'

/** Tells those whom it concerns that people came or went without a word, such as when their node died. */
export function tellDrifts(home: House): void {
  // Who cannot be told now sees it in the next list of contacts or members.
  home.ports.state.presence.onDrift((drift) => void tellDrift(drift, home).catch(() => undefined))
}

async function tellDrift({ place, came, went }: Drift, home: House): Promise<void> {
  const people = await home.ports.people.many([...came, ...went])
  for (const [ids, online] of [[came, true] as const, [went, false] as const])
    for (const id of ids) {
      const person = people.get(id)
      if (!person) continue
      if (place === everywhere) await tellContacts(person, online, home)
      else home.tellRoom(place, { type: online ? 'came' : 'went', person })
    }
}
