import { limits } from '#protocol'
import { isRefusal, refuse } from '../answer'
import type { Command } from '../context'
import { sayAt } from '../say-at'
import { bundleOf, digestOf, readSources } from '../sources'

/** Says messages again elsewhere, one by one or as one; without what they answered, and what was put on them. */
export const forward: Command<'forward'> = ({ id, of, to, bundle = false }, client, chat) => {
  const digests = (bundle ? [of] : of.map((source) => [source])).map(digestOf)
  if (digests.length * to.length > limits.copies) return refuse('too-many-copies')
  const read = async () => {
    const messages = await readSources(of, client.person.id, chat.ports)
    if (isRefusal(messages)) return messages
    if (!bundle) return messages.map(({ kind, body }, at) => ({ kind, body, source: digests[at] ?? '' }))
    const body = bundleOf(messages)
    return isRefusal(body) ? body : [{ kind: 'bundle' as const, body, source: digests[0] ?? '' }]
  }
  const isSame = (line: { source?: string }, at: number) => line.source === digests[at]
  return sayAt(to, { id, many: digests.length, isSame, read }, client, chat)
}
