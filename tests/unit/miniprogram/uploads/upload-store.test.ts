import { beforeEach, describe, expect, it } from 'vitest'
import type { UploadRequest as Request, UploadTransfer } from '../../../../miniprogram/api/uploads'
import type { MediaBody } from '../../../../miniprogram/protocol/index'
import type { RoomHooks, RoomState } from '../../../../miniprogram/rooms/room'
import type { RoomHandle } from '../../../../miniprogram/rooms/room-handle'
import { Refused } from '../../../../miniprogram/session/refused'
import { isUnfinished } from '../../../../miniprogram/uploads/upload-problem'
import { UploadStore } from '../../../../miniprogram/uploads/upload-store'
import { SimulatedStorage } from '../../../support/simulated-storage'

interface Sending {
  request: Request
  tell(percent: number): void
  arrive(): void
  fail(code: string): void
  isCanceled: boolean
}

const body: MediaBody = { media: 'm1', type: 'image/png', size: 3, width: 1, height: 1 }
const picture = { kind: 'image', path: 'tmp/1', name: '', size: 3 } as const

/** A hold on a room. */
interface Entered {
  hooks: RoomHooks
  isLeft: boolean
}

let sendings: Sending[]
let said: unknown[]
let posters: string[]
let wrong: string | undefined
let rooms: Entered[]
let isLive: boolean
let uploads: UploadStore
let storage: SimulatedStorage
beforeEach(() => {
  sendings = []
  said = []
  posters = []
  wrong = undefined
  rooms = []
  isLive = true
  storage = new SimulatedStorage()
  uploads = new UploadStore({ upload, poster }, enterRoom, storage)
})

/** A room as the session gives it: entered at once, or when the test says so. */
function enterRoom(id: string, hooks: RoomHooks): RoomHandle {
  const room: Entered = { hooks, isLeft: false }
  rooms.push(room)
  if (isLive) hooks.onState?.(live)
  return {
    send(kind: string, body: MediaBody, also: object) {
      if (wrong === undefined) said.push([id, kind, body, also])
      return wrong
    },
    leave() {
      room.isLeft = true
    },
  } as Partial<RoomHandle> as RoomHandle
}

const live = { live: true } as RoomState
const held = () => rooms.filter(({ isLeft }) => !isLeft).length

function upload(request: Request, tell: (percent: number) => void): UploadTransfer {
  const sending = { request, tell, isCanceled: false } as Sending
  sendings.push(sending)
  const done = new Promise<MediaBody>((resolve, reject) => {
    sending.arrive = () => resolve(body)
    sending.fail = (code) => reject(new Refused(code))
  })
  const cancel = () => {
    sending.isCanceled = true
    sending.fail('canceled')
  }
  return { done, cancel }
}

async function poster(_: string, file: string): Promise<void> {
  posters.push(file)
  throw new Refused('offline')
}

/** Lets what was promised come true. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('a file on its way', () => {
  it('tells how far it is, and is said in its room when it is there', async () => {
    uploads.send('lobby', [picture], 7)
    await settled()
    sendings[0]?.tell(40)
    expect(uploads.get()).toMatchObject([{ room: 'lobby', percent: 40 }])
    sendings[0]?.arrive()
    await settled()
    expect(said).toEqual([['lobby', 'image', body, { reply: 7 }]])
    expect(uploads.get()).toEqual([])
  })

  it('that fails stays, and is sent once more', async () => {
    uploads.send('lobby', [picture])
    await settled()
    sendings[0]?.fail('offline')
    await settled()
    const [one] = uploads.get()
    expect(one).toMatchObject({ problem: 'offline' })
    uploads.retry(one?.id ?? 0)
    expect(uploads.get()[0]?.problem).toBeUndefined()
    await settled()
    sendings[1]?.arrive()
    await settled()
    expect(said).toHaveLength(1)
  })

  it('that was refused is sent as a file, under a name and without a poster', async () => {
    uploads.send('lobby', [{ ...picture, kind: 'video', poster: 'tmp/poster' }], 7)
    await settled()
    sendings[0]?.fail('wrong-type')
    await settled()
    uploads.sendAsFile(uploads.get()[0]?.id ?? 0, 'tea.mkv')
    await settled()
    expect(sendings[1]?.request).toMatchObject({ kind: 'file', name: 'tea.mkv', path: 'tmp/1' })
    sendings[1]?.arrive()
    await settled()
    expect([said, posters]).toEqual([[['lobby', 'file', body, { reply: 7 }]], []])
  })

  it('that is canceled is said no more, also when it has arrived', async () => {
    uploads.send('lobby', [picture])
    await settled()
    sendings[0]?.arrive()
    uploads.cancel(uploads.get()[0]?.id ?? 0)
    await settled()
    expect([said, uploads.get(), sendings[0]?.isCanceled]).toEqual([[], [], true])
  })

  it('that cannot be said says why', async () => {
    wrong = 'bad-body'
    uploads.send('lobby', [picture])
    await settled()
    sendings[0]?.arrive()
    await settled()
    expect(uploads.get()).toMatchObject([{ problem: 'bad-body' }])
  })

  it('waits until one is in the room, and can be given up before', async () => {
    isLive = false
    uploads.send('lobby', [picture, picture])
    await settled()
    expect([uploads.get().length, sendings.length]).toEqual([2, 0])
    uploads.cancel(uploads.get()[0]?.id ?? 0)
    for (const { hooks } of rooms) hooks.onState?.(live)
    await settled()
    expect([uploads.get().length, sendings.length]).toEqual([1, 1])
  })

  it('holds its room from the start until it is said, is canceled or has failed', async () => {
    uploads.send('lobby', [picture, picture, picture])
    await settled()
    expect([rooms.length, held()]).toEqual([3, 3])
    sendings[0]?.arrive()
    await settled()
    expect([said.length, held()]).toEqual([1, 2])
    uploads.cancel(uploads.get()[0]?.id ?? 0)
    await settled()
    expect(held()).toBe(1)
    sendings[2]?.fail('offline')
    await settled()
    expect([rooms.length, held()]).toEqual([3, 0])
  })

  it('lets go of a room that was never entered when it is canceled', async () => {
    isLive = false
    uploads.send('lobby', [picture])
    uploads.clear()
    await settled()
    expect([held(), sendings.length]).toEqual([0, 0])
  })

  it('of a room that is over is tried all the same, for the server says why not', async () => {
    isLive = false
    uploads.send('lobby', [picture])
    rooms[0]?.hooks.onGone?.('removed')
    await settled()
    sendings[0]?.fail('not-a-member')
    await settled()
    expect(uploads.get()).toMatchObject([{ problem: 'not-a-member' }])
    expect(held()).toBe(0)
  })

  it('of a video takes its picture along, and is said without it where that fails', async () => {
    uploads.send('lobby', [{ ...picture, kind: 'video', poster: 'tmp/poster' }])
    await settled()
    sendings[0]?.arrive()
    await settled()
    expect([posters, said.length]).toEqual([['tmp/poster'], 1])
  })

  it('is named by the next run when this one ends before, once', async () => {
    uploads.send('lobby', [
      { ...picture, name: 'cat.png' },
      { ...picture, kind: 'voice' },
    ])
    uploads.send('lobby', [{ ...picture, name: 'no.heic' }])
    await settled()
    sendings[1]?.arrive()
    sendings[2]?.fail('wrong-type')
    await settled()
    const next = new UploadStore({ upload, poster }, enterRoom, storage)
    expect([next.takeLost(), next.takeLost()]).toEqual([[{ kind: 'image', name: 'cat.png' }], []])
  })

  it('that has no network is named by the next run, too', async () => {
    uploads.send('lobby', [{ ...picture, name: 'cat.png' }])
    await settled()
    sendings[0]?.fail('offline')
    await settled()
    expect(new UploadStore({ upload, poster }, enterRoom, storage).takeLost()).toHaveLength(1)
  })

  it('that was sent, or given up, is named by nobody', async () => {
    uploads.send('lobby', [picture, picture])
    await settled()
    sendings[0]?.arrive()
    await settled()
    uploads.clear()
    expect(new UploadStore({ upload, poster }, enterRoom, storage).takeLost()).toEqual([])
  })

  it('that failed in a group that is over since cannot be tried again, and keeps nobody from leaving', async () => {
    uploads.send('tea', [picture])
    uploads.send('lobby', [picture])
    await settled()
    for (const sending of sendings) sending.fail('offline')
    await settled()
    uploads.loseRooms(['tea'])
    expect(uploads.get()).toMatchObject([
      { room: 'tea', problem: 'unknown-room' },
      { room: 'lobby', problem: 'offline' },
    ])
    expect(uploads.get().map(isUnfinished)).toEqual([false, true])
  })

  it('goes when somebody signs out', async () => {
    uploads.send('lobby', [picture, picture])
    await settled()
    uploads.clear()
    await settled()
    expect(uploads.get()).toEqual([])
    expect(sendings.every(({ isCanceled }) => isCanceled)).toBe(true)
  })
})
