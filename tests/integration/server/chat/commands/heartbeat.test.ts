import { expect } from 'vitest'
import { lobby } from '#protocol'
import { it, quiet } from '../../../../support/chat'
import { fullGroup } from '../scenes'

it('a heartbeat is answered with the clock and the newest message of each room one is in', async ({
  chat,
}) => {
  const { room, people } = await fullGroup(chat, 'ann', 'bo')
  const [ann, bo] = people
  const heartbeat = () => ann.ask('heartbeat', { type: 'heartbeat' })
  expect(await heartbeat()).toEqual({ type: 'heartbeat', time: chat.clock.now(), tops: { [room]: 0 } })
  await ann.enter(lobby)
  await bo.say(room, 'hello')
  await quiet()
  chat.clock.pass(25_000)
  expect(await heartbeat()).toMatchObject({ time: chat.clock.now(), tops: { [room]: 1, [lobby]: 0 } })
  await ann.ask('left', { type: 'leave', room })
  expect((await heartbeat()).tops).toEqual({ [lobby]: 0 })
})
