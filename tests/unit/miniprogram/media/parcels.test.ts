import { beforeEach, describe, expect, it } from 'vitest'
import type { MediaApi, Parcel as Request, Upload } from '../../../../miniprogram/api/media'
import type { MediaBody } from '../../../../miniprogram/protocol/index'
import { Refused } from '../../../../miniprogram/session/refused'
import { ParcelStore, type Parcels } from '../../../../miniprogram/stores/parcel-store'

interface Sending {
  request: Request
  tell(percent: number): void
  arrive(): void
  fail(code: string): void
  isCanceled: boolean
}

const body: MediaBody = { media: 'm1', type: 'image/png', size: 3, width: 1, height: 1 }
const picture = { kind: 'image', path: 'tmp/1', name: '', size: 3 } as const

let sendings: Sending[]
let said: unknown[]
let posters: string[]
let wrong: string | undefined
let isIn: Promise<void>
let parcels: Parcels
beforeEach(() => {
  sendings = []
  said = []
  posters = []
  wrong = undefined
  const media = { upload, poster } as Partial<MediaApi> as MediaApi
  isIn = Promise.resolve()
  parcels = new ParcelStore(() => media, {
    ready: () => isIn,
    say(...all) {
      if (wrong === undefined) said.push(all)
      return wrong
    },
  })
})

function upload(request: Request, tell: (percent: number) => void): Upload {
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
    parcels.send('lobby', [picture], 7)
    await settled()
    sendings[0]?.tell(40)
    expect(parcels.get()).toMatchObject([{ room: 'lobby', percent: 40 }])
    sendings[0]?.arrive()
    await settled()
    expect(said).toEqual([['lobby', 'image', body, 7]])
    expect(parcels.get()).toEqual([])
  })

  it('that fails stays, and is sent once more', async () => {
    parcels.send('lobby', [picture])
    await settled()
    sendings[0]?.fail('offline')
    await settled()
    const [one] = parcels.get()
    expect(one).toMatchObject({ problem: 'offline' })
    parcels.retry(one?.id ?? 0)
    expect(parcels.get()[0]?.problem).toBeUndefined()
    await settled()
    sendings[1]?.arrive()
    await settled()
    expect(said).toHaveLength(1)
  })

  it('that is canceled is said no more, also when it has arrived', async () => {
    parcels.send('lobby', [picture])
    await settled()
    sendings[0]?.arrive()
    parcels.cancel(parcels.get()[0]?.id ?? 0)
    await settled()
    expect([said, parcels.get(), sendings[0]?.isCanceled]).toEqual([[], [], true])
  })

  it('that cannot be said says why', async () => {
    wrong = 'bad-body'
    parcels.send('lobby', [picture])
    await settled()
    sendings[0]?.arrive()
    await settled()
    expect(parcels.get()).toMatchObject([{ problem: 'bad-body' }])
  })

  it('waits until one is in the room, and can be given up before', async () => {
    let enter = () => {}
    isIn = new Promise((resolve) => {
      enter = resolve
    })
    parcels.send('lobby', [picture, picture])
    await settled()
    expect([parcels.get().length, sendings.length]).toEqual([2, 0])
    parcels.cancel(parcels.get()[0]?.id ?? 0)
    enter()
    await settled()
    expect([parcels.get().length, sendings.length]).toEqual([1, 1])
  })

  it('of a video takes its picture along, and is said without it where that fails', async () => {
    parcels.send('lobby', [{ ...picture, kind: 'video', poster: 'tmp/poster' }])
    await settled()
    sendings[0]?.arrive()
    await settled()
    expect([posters, said.length]).toEqual([['tmp/poster'], 1])
  })

  it('goes when somebody signs out', async () => {
    parcels.send('lobby', [picture, picture])
    await settled()
    parcels.clear()
    await settled()
    expect(parcels.get()).toEqual([])
    expect(sendings.every(({ isCanceled }) => isCanceled)).toBe(true)
  })
})
