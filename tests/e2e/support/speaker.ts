import { WebSocket } from 'ws'
import { decodeServer, lobby, offer, paths, sealOffer } from '#protocol'
import { sealSocket } from '../../conformance/sealing'

/** Somebody without a browser, who says much in the lobby. */
export interface Speaker {
  /** Says `count` messages, numbered on from the last one, `inFlight` at a time; resolves when all are accepted. */
  say(count: number, inFlight: number): Promise<void>
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
  const socket = new WebSocket(groupUrl + paths.group, [...offer(token), sealOffer])
  const hears = new Map<string, () => void>()
  const send = sealSocket(
    socket,
    () => send(JSON.stringify({ type: 'enter', room: lobby })),
    (text) => hears.get(decodeServer(text)?.type ?? '')?.(),
  )
  await new Promise<void>((resolve, reject) => {
    hears.set('entered', resolve)
    socket.once('error', reject)
  })

  let said = 0
  function say(count: number, inFlight: number): Promise<void> {
    const last = said + count
    let accepted = said
    return new Promise((resolve) => {
      const next = () => {
        if (said === last) return
        said += 1
        const body = `${said} ${'x'.repeat(180)}`
        send(JSON.stringify({ type: 'say', id: String(said), room: lobby, kind: 'text', body }))
      }
      hears.set('accepted', () => {
        accepted += 1
        if (accepted === last) resolve()
        else next()
      })
      for (let at = 0; at < inFlight; at += 1) next()
    })
  }
  return { say, close: () => socket.terminate() }
}
