import { isRefusal } from '../answer'
import { sendable } from '../claim-media'
import type { Command } from '../context'
import { mediaIn } from '../media-in'
import { sayAt } from '../say-at'
import { sharedId } from '../share-media'

/** Says a new message to several at once. */
export const send: Command<'send'> = ({ id, to, kind, body }, client, chat) => {
  const from = client.person.id
  const [media] = mediaIn(body)
  return sayAt(
    to,
    {
      id,
      many: 1,
      isSame(line, _at, room) {
        if (line.kind !== kind) return false
        if (media === undefined) return (line.original ?? line.body) === body
        return mediaIn(line.body).includes(sharedId(media, room, line))
      },
      async read() {
        const said = await sendable({ from, kind, body }, chat.ports.store)
        return typeof said === 'object' && isRefusal(said) ? said : [{ kind, body: said }]
      },
    },
    client,
    chat,
  )
}
