import type { Client } from '../../conformance/client'
import type { TestGateway } from '../../support/gateway'
import { secret } from './group-scene'

/** Two people who talk, a third one who has asked the first, and who tries. */
export interface DirectScene {
  /** The room of ann and bo. */
  room: string
  /** Its first message, ann's. */
  seq: number
  /** An invitation that waits for ann, from somebody who does not try. */
  link: string
  /** A call of ann with somebody who does not try. */
  call: string
  ann: { client: Client; id: string }
  client: Client
}

/** Who tries: somebody else, somebody whom ann has blocked, the other one of the pair, and that one blocked. */
export type DirectWho = 'stranger' | 'blocked stranger' | 'peer' | 'blocked peer'

export async function directScene(ports: TestGateway, who: DirectWho): Promise<DirectScene> {
  const [ann, bo, cat, eve, dan] = await Promise.all(
    ['ann', 'bo', 'cat', 'eve', 'dan'].map(async (name) => {
      const person = await ports.chat.person(name)
      return { id: person.id, client: await ports.connect('direct', person) }
    }),
  )
  if (!ann || !bo || !cat || !eve || !dan) throw new Error('The scene needs five people.')
  const { link: asked } = await ann.client.ask('asked', { type: 'link', to: bo.id })
  const { room } = await bo.client.ask('connected', { type: 'connect', link: asked })
  for (const { client } of [ann, bo]) await client.ask('entered', { type: 'enter', room })
  const { seq } = await ann.client.ask('accepted', { type: 'say', room, kind: 'text', body: secret })
  const { link: other } = await ann.client.ask('asked', { type: 'link', to: dan.id })
  await dan.client.ask('connected', { type: 'connect', link: other })
  const { call = '' } = await ann.client.ask('accepted', { type: 'call', to: dan.id, media: 'voice' })
  const { link } = await cat.client.ask('asked', { type: 'link', to: ann.id })

  const isPeer = who.endsWith('peer')
  const { id, client } = isPeer ? bo : eve
  if (who.startsWith('blocked')) await ann.client.ask('blocked', { type: 'block', person: id })
  return { room, seq, link, call, ann, client }
}
