import type { PresenceDiff } from '../state/state'
import { allUsers, tellContacts } from './connect'
import type { ChatContext } from './context'

/** Tells those whom it concerns that people came or went without a word, such as when their node died. */
export function syncPresence(chat: ChatContext): void {
  // Who cannot be told now sees it in the next list of contacts or members.
  chat.ports.state.presence.onDiff((diff) => void sendDiff(diff, chat).catch(() => undefined))
}

async function sendDiff({ set, joined, left }: PresenceDiff, chat: ChatContext): Promise<void> {
  const people = await chat.ports.people.many([...joined, ...left])
  for (const [ids, online] of [[joined, true] as const, [left, false] as const])
    for (const id of ids) {
      const person = people.get(id)
      if (!person) continue
      if (set === allUsers) await tellContacts(person, online, chat)
      else chat.tellRoom(set, { type: online ? 'came' : 'went', person })
    }
}
