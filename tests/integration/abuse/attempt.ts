import type { RefusalCode, ServerFrameType } from '#protocol'
import type { Client, Sendable } from '../../conformance/client'

/** What comes of a frame: the type of the answer, the code of a refusal, at its one target too, or silence. */
export type Outcome = ServerFrameType | RefusalCode | 'nothing'

/** Sends one frame; the outcome. */
export async function attempt(client: Client, frame: Sendable): Promise<Outcome> {
  // Nothing is answered where it is done: a refusal comes before the answer to what follows.
  if (frame.type === 'typing') return attemptSilent(client, frame)
  const answer = await client.askAnything(frame)
  const refused = answer.type === 'sent' ? answer.to[0]?.code : undefined
  if (refused !== undefined) return refused as RefusalCode
  return answer.type === 'refused' ? (answer.code as RefusalCode) : answer.type
}

async function attemptSilent(client: Client, frame: Sendable): Promise<Outcome> {
  client.send({ ...frame, id: 'silent' })
  const refusals = await client.leftover('refused')
  const mine = refusals.find((one) => 'id' in one && one.id === 'silent')
  return mine?.type === 'refused' ? (mine.code as RefusalCode) : 'nothing'
}
