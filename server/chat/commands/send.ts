import { isMediaKind } from '#protocol'
import { refuse } from '../answer'
import type { Command } from '../context'
import { sayAt } from '../say-at'

/** Says a new message to several at once. */
export const send: Command<'send'> = ({ id, to, kind, body }, client, chat) =>
  sayAt(
    to,
    {
      id,
      many: 1,
      isSame: (line) => line.kind === kind && (line.original ?? line.body) === body,
      read: async () => (isMediaKind(kind) ? refuse('unknown-media') : [{ kind, body }]),
    },
    client,
    chat,
  )
