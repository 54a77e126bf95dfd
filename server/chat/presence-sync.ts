import type { PresenceDiff } from '../state/state'
import type { ChatContext } from './context'
import { allUsers, tellContacts } from './online'

/** Tells contacts and rooms of people who came or went without a command, such as when their node died. */
export function syncPresence(chat: ChatContext): void {
  // A failure is made good by the next list of contacts or members.
  chat.ports.state.presence.onDiff((diff) => void sendDiff(diff, chat).catch(() => undefined))
}

async function sendDiff(diff: PresenceDiff, chat: ChatContext): Promise<void> {
  if (chat.calls.hearDiff(diff)) return
  const { set, joined, left } = diff
  const people = await chat.ports.people.many([...joined, ...left])
  for (const [ids, online] of [[joined, true] as const, [left, false] as const])
    for (const id of ids) {
      const person = people.get(id)
      if (!person) continue
      if (set === allUsers) await tellContacts(person, online, chat)
      else chat.tellRoom(set, { type: online ? 'came' : 'went', person })
    }
}
