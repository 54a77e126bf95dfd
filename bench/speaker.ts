import { WebSocket } from 'ws'
import { offer, paths } from '#protocol'

/** A person who says messages as fast as they are accepted, with a fixed number on their way at a time. */
export interface Speaker {
  /** Says `count` messages into the lobby; resolves with the milliseconds from `say` to `accepted` of each. */
  say(count: number, inFlight: number): Promise<number[]>
  /** Messages of others that have arrived. */
  heard(): number
  close(): void
}

/** Signs a guest in and enters the lobby. */
export async function openSpeaker(httpUrl: string, groupUrl: string, name: string): Promise<Speaker> {
  const answer = await fetch(`${httpUrl}/api/login/guest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  const { token } = (await answer.json()) as { token: string }
  const socket = new WebSocket(groupUrl + paths.group, offer(token))
  let heard = 0
  let accepted: (id: string) => void = () => undefined
  let entered: () => void = () => undefined
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { type: string; id?: string }
    if (frame.type === 'said') heard += 1
    else if (frame.type === 'accepted') accepted(frame.id ?? '')
    else if (frame.type === 'entered') entered()
    else if (frame.type === 'refused') throw new Error(`refused: ${String(data)}`)
  })
  await new Promise<void>((resolve, reject) => {
    entered = resolve
    socket.once('error', reject)
    socket.once('open', () => socket.send(JSON.stringify({ type: 'enter', room: 'lobby' })))
  })

  let said = 0
  function say(count: number, inFlight: number): Promise<number[]> {
    const begun = new Map<string, number>()
    const took: number[] = []
    const last = said + count
    return new Promise((resolve) => {
      const next = () => {
        if (said === last) return
        said += 1
        const id = String(said)
        begun.set(id, performance.now())
        socket.send(
          JSON.stringify({ type: 'say', id, room: 'lobby', kind: 'text', body: `${id} ${'x'.repeat(180)}` }),
        )
      }
      accepted = (id) => {
        took.push(performance.now() - (begun.get(id) ?? 0))
        begun.delete(id)
        next()
        if (took.length === count) resolve(took)
      }
      for (let at = 0; at < inFlight; at += 1) next()
    })
  }
  return { say, heard: () => heard, close: () => socket.terminate() }
}
