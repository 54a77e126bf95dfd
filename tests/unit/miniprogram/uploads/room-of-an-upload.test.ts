import { beforeEach, expect, it } from 'vitest'
import type { Files, HttpAnswer } from '../../../../miniprogram/api/http'
import type { ClientFrame } from '../../../../miniprogram/protocol/index'
import { Refused } from '../../../../miniprogram/session/refused'
import { seeded } from '../../../support/chance'
import { Device } from '../../../support/device'
import { ModelServer } from '../../../support/model-server'
import { VirtualClock } from '../../../support/virtual-clock'
import type { Wire } from '../../../support/wire'

const picture = { kind: 'image', path: 'tmp/1', name: '', size: 3 } as const
const body = { media: 'm1', type: 'image/png', size: 3, width: 1, height: 1 }

let clock: VirtualClock
let server: ModelServer
let ann: Device
/** What the program sent by its sockets. */
let frames: ClientFrame[]
/** What becomes of each upload from now on. */
let answer: () => Promise<HttpAnswer>

beforeEach(async () => {
  clock = new VirtualClock()
  const random = seeded(7)
  server = new ModelServer(clock, random)
  frames = []
  answer = () => clock.wait(2_000).then(() => ({ status: 200, body }))
  ann = await new Device({
    clock,
    random,
    wire: listened(server),
    account: server.addPerson('ann'),
    files,
  }).launch()
  await clock.until(() => ann.app.connection.get().state === 'open')
})

const files: Files = {
  send() {
    let cancel = () => {}
    const canceled = new Promise<never>((_, reject) => {
      cancel = () => reject(new Refused('canceled'))
    })
    return { answer: Promise.race([answer(), canceled]), cancel }
  },
  read: () => Promise.reject(new Refused('broken-file')),
  put: () => Promise.reject(new Refused('offline')),
}

function listened(wire: Wire): Wire {
  return {
    addresses: wire.addresses,
    request: (request) => wire.request(request),
    dial(url, protocols, events) {
      const socket = wire.dial(url, protocols, events)
      const send = (text: string) => {
        frames.push(JSON.parse(text) as ClientFrame)
        socket.send(text)
      }
      return { send, close: () => socket.close() }
    },
  }
}

const sent = (type: 'enter' | 'leave') => frames.filter((frame) => frame.type === type).length
const images = () => server.room('lobby').messages.filter(({ kind }) => kind === 'image').length

it('files that are sent together enter their room once, and leave it when they are said', async () => {
  ann.app.uploads.send('lobby', [picture, picture, picture])
  await clock.until(() => images() === 3)
  await clock.advance(1_000)
  expect([sent('enter'), sent('leave'), server.isInside('ann', 'lobby')]).toEqual([1, 1, false])
  expect(ann.app.uploads.get()).toEqual([])
})

it('a file goes by the room that a page has entered, and leaves it to the page', async () => {
  ann.enter('lobby')
  ann.app.uploads.send('lobby', [picture])
  await clock.until(() => images() === 1)
  await clock.advance(1_000)
  expect([sent('enter'), sent('leave'), server.isInside('ann', 'lobby')]).toEqual([1, 0, true])
})

it('a file outlives the page that sent it, without entering the room again', async () => {
  ann.enter('lobby')
  ann.app.uploads.send('lobby', [picture])
  await clock.advance(1_000)
  ann.leave()
  await clock.until(() => images() === 1)
  await clock.advance(1_000)
  expect([sent('enter'), sent('leave'), server.isInside('ann', 'lobby')]).toEqual([1, 1, false])
})

it('files that fail leave their room, and enter it again when they are tried again', async () => {
  answer = () => Promise.reject(new Refused('no-answer'))
  ann.app.uploads.send('lobby', [picture])
  await clock.advance(5_000)
  const [failed] = ann.app.uploads.get()
  expect([failed?.problem, server.isInside('ann', 'lobby')]).toEqual(['no-answer', false])
  answer = () => Promise.resolve({ status: 200, body })
  ann.app.uploads.retry(failed?.id ?? 0)
  await clock.until(() => images() === 1)
  await clock.advance(1_000)
  expect([sent('enter'), sent('leave'), server.isInside('ann', 'lobby')]).toEqual([2, 2, false])
})

it('a file that is canceled on its way leaves its room', async () => {
  ann.app.uploads.send('lobby', [picture])
  await clock.advance(1_000)
  expect(server.isInside('ann', 'lobby')).toBe(true)
  ann.app.uploads.cancel(ann.app.uploads.get()[0]?.id ?? 0)
  await clock.advance(1_000)
  expect([images(), server.isInside('ann', 'lobby')]).toEqual([0, false])
})

it('a file that is canceled before its room is entered leaves nothing behind', async () => {
  ann.wechat.loseNetwork()
  await clock.advance(1_000)
  ann.app.uploads.send('lobby', [picture])
  ann.app.uploads.clear()
  ann.wechat.findNetwork()
  await clock.until(() => ann.app.connection.get().state === 'open')
  await clock.advance(1_000)
  expect([sent('enter'), server.isInside('ann', 'lobby')]).toEqual([0, false])
})

it('a page that comes back while a file is on its way opens at what was not read yet', async () => {
  const bo = await new Device({
    clock,
    random: seeded(8),
    wire: server,
    account: server.addPerson('bo'),
  }).launch()
  await clock.until(() => bo.app.connection.get().state === 'open')
  bo.enter('lobby')
  ann.enter('lobby')
  await clock.advance(1_000)
  answer = () => clock.wait(60_000).then(() => ({ status: 200, body }))
  ann.app.uploads.send('lobby', [picture])
  bo.room.say('seen')
  await clock.advance(1_000)
  ann.room.markRead()
  await clock.advance(2_000)
  ann.leave()
  bo.room.say('unseen')
  await clock.advance(1_000)
  ann.enter('lobby')
  expect([ann.page.texts, ann.page.opening?.read]).toEqual([['seen', 'unseen'], 1])
})
