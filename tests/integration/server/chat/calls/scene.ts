import { vi } from 'vitest'
import type { Person } from '#protocol'
import type { TestChat } from '../../../../support/chat'
import { quiet } from '../../../../support/quiet'
import type { TestClient } from '../../../../support/test-client'
import { pair } from '../scenes'

/** Time goes on for everybody, with what was due until then. */
export async function pass(chat: TestChat, ms: number): Promise<void> {
  chat.clock.pass(ms)
  await vi.advanceTimersByTimeAsync(ms)
  await quiet()
}

/** Calls somebody: the call. */
export async function callTo(client: TestClient, { id: to }: Person, id = 'q'): Promise<string> {
  const { call } = await client.ask('accepted', { type: 'call', id, to, media: 'voice' })
  return call ?? ''
}

export const accept = (client: TestClient, call: string) =>
  client.ask('accepted', { type: 'answer', call, with: 'accept' })

export const hangup = (client: TestClient, call: string) => client.ask('accepted', { type: 'hangup', call })

/** Two who are connected and in their room, and another device of bo. Ann has called. */
export async function ringing(chat: TestChat) {
  const scene = await pair(chat)
  const desk = await chat.client('direct', scene.bo.person)
  const call = await callTo(scene.ann, scene.bo.person)
  await quiet()
  return { ...scene, desk, call }
}

/** The same, and bo has answered. */
export async function talking(chat: TestChat) {
  const scene = await ringing(chat)
  await accept(scene.bo, scene.call)
  await quiet()
  return scene
}

/** The next time that names are asked for, they come only when this is called. */
export function holdNames({ context }: TestChat): () => void {
  const { people } = context.ports
  const many = people.many.bind(people)
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  vi.spyOn(people, 'many').mockImplementationOnce(async (ids) => {
    await released
    return many(ids)
  })
  return release
}

/** The line that is left of a call, as this client hears it. */
export const lineOf = (client: TestClient) => client.next('said', ({ kind }) => kind === 'call')
