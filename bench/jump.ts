import { ListController } from '../miniprogram/components/message-list/list-controller'
import { Transcript } from '../miniprogram/messages/transcript'
import { decodeServer } from '../miniprogram/protocol/index'
import { percentile, round } from './figures'
import { CountingView } from './message-list'
import { messages, withLongPast } from './past'
import { openShipped, room } from './shipped'

const jumps = 1_000
/** Jumps before those, in which the compilers of both sides do their work. */
const warmUpJumps = 1_000

export interface JumpRow {
  'messages in the room': number
  'pages read a jump': number
  'p50 ms': number
  'p99 ms': number
  'max ms': number
}

/** From the tap on a message that is not loaded until its row is handed to the view: the page around it, its lines, their rows. */
export async function jump(): Promise<JumpRow[]> {
  return withLongPast(async (dir) => {
    const server = await openShipped(1, { DATA_DIR: dir })
    let answered: (text: string) => void = () => undefined
    const line = await server.join(0, { frames: 0, bytes: 0 }, (text) => {
      if (text.toString('latin1', 0, 14) === '{"type":"page"') answered(text.toString())
    })
    try {
      const view = new CountingView()
      const took: number[] = []
      for (let at = -warmUpJumps; at < jumps; at += 1) {
        const transcript = new Transcript({ id: 'me', name: 'Me', avatar: '' })
        const controller = new ListController(view, () => Date.now())
        const seq = 1 + Math.floor(Math.random() * (messages - 100))
        const begun = performance.now()
        const text = await new Promise<string>((resolve) => {
          answered = resolve
          line.send(
            JSON.stringify({ type: 'history', id: `j${at + warmUpJumps}`, room, around: seq, limit: 50 }),
          )
        })
        const page = decodeServer(text)
        if (page?.type !== 'page') throw new Error(`no page: ${text.slice(0, 100)}`)
        transcript.visit(page.messages, page.more)
        const { lines } = transcript
        const ends = { more: page.more, newer: true, read: 0, unread: 0 }
        controller.take({ type: 'all', lines, ...ends, place: { seq } })
        await new Promise<void>((resolve) => controller.whenDrawn(resolve))
        if (at >= 0) took.push(performance.now() - begun)
      }
      return [
        {
          'messages in the room': messages,
          'pages read a jump': 1,
          'p50 ms': round(percentile(took, 0.5)),
          'p99 ms': round(percentile(took, 0.99)),
          'max ms': round(percentile(took, 1)),
        },
      ]
    } finally {
      line.close()
      await server.close()
    }
  })
}
