import { WebSocket } from 'ws'
import { offer, paths, sealOffer } from '#protocol'
import { sealSocket } from '../tests/conformance/sealing'

/** A person who says messages as fast as they are accepted, with a fixed number on their way at a time. */
export interface Speaker {
  /** Says `count` messages into the lobby; resolves with the milliseconds from `say` to `accepted` of each. */
  say(count: number, inFlight: number): Promise<number[]>
  /** Messages of others that have arrived. */
  heard(): number
  close(): void
}

/** Signs a guest in and enters the lobby; `seals`: whether what it says and hears is sealed. */
export async function openSpeaker(
  httpUrl: string,
  groupUrl: string,
  name: string,
  seals = true,
): Promise<Speaker> {
  const answer = await fetch(`${httpUrl}/api/login/guest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  const { token } = (await answer.json()) as { token: string }
  const socket = new WebSocket(groupUrl + paths.group, [...offer(token), ...(seals ? [sealOffer] : [])])
  let heard = 0
  let accepted: (id: string) => void = () => undefined
  let entered: () => void = () => undefined
  const hear = (text: string) => {
    const frame = JSON.parse(text) as { type: string; id?: string }
    if (frame.type === 'said') heard += 1
    else if (frame.type === 'accepted') accepted(frame.id ?? '')
    else if (frame.type === 'entered') entered()
    else if (frame.type === 'refused') throw new Error(`refused: ${text}`)
  }
  let opened: () => void = () => undefined
  const send = seals ? sealSocket(socket, () => opened(), hear) : bare(socket, () => opened(), hear)
  await new Promise<void>((resolve, reject) => {
    entered = resolve
    socket.once('error', reject)
    opened = () => send(JSON.stringify({ type: 'enter', room: 'lobby' }))
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
        send(
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

/** What `sealSocket` is for a socket that seals nothing. */
function bare(socket: WebSocket, opened: () => void, heard: (text: string) => void): (text: string) => void {
  socket.once('open', opened)
  socket.on('message', (data) => heard(String(data)))
  return (text) => socket.send(text)
}
