import { expect, it } from 'vitest'
import { areConnected, callScene } from './support/call-scene'
import type { Caller } from './support/caller'

const scene = callScene()
const alone = () => scene.open(scene.chromium, 'ann')

/** From now on the browser gives no device that is asked for by these words. */
const refuse = (caller: Caller, failing: Record<string, string>) =>
  caller.page.evaluate(refuseDevices, failing)

it('is refused by name, and keeps no device', async () => {
  const ann = await alone()
  for (const [code, audio] of [
    ['not-allowed', 'NotAllowedError'],
    ['no-microphone', 'NotFoundError'],
    ['device-busy', 'NotReadableError'],
  ] as const) {
    await refuse(ann, { audio })
    expect(await ann.start('voice')).toBe(code)
    expect(await ann.start('video')).toBe(code)
  }
  for (const kind of ['audio', 'video'] as const) expect(await ann.tracks(kind)).toEqual([])
})

it('is refused at an address without https, and where the script does not come', async () => {
  const ann = await alone()
  await ann.page.route('**/calls.*.js', (route) => route.abort())
  expect(await ann.start('voice')).toBe('offline')
  expect(ann.faults.splice(0)).toEqual([expect.stringContaining('ERR_FAILED')])
  await ann.page.evaluate(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }))
  expect(await ann.start('voice')).toBe('insecure-page')
})

it('is a call of voice where the camera cannot be had, which may come later', async () => {
  const ann = await alone()
  await refuse(ann, { video: 'NotReadableError' })
  expect(await ann.start('video')).toBe('done')
  expect((await ann.view()).camera).toBeUndefined()
  expect(await ann.camera(true)).toBe('device-busy')
  await refuse(ann, { video: 'NotFoundError' })
  expect(await ann.camera(true)).toBe('no-camera')
  await refuse(ann, {})
  expect(await ann.camera(true)).toBe('done')
  await ann.shows('own')
  await ann.end()
  for (const kind of ['audio', 'video'] as const) expect(await ann.tracks(kind)).toEqual([])
})

it('says which screen it may not have, and tells when the browser has ended one', async () => {
  const ann = await alone()
  expect(await ann.start('voice')).toBe('done')
  const expected = [
    ['NotAllowedError', 'Permission denied', 'cancelled'],
    ['NotAllowedError', 'Permission denied by system', 'not-allowed'],
    ['NotFoundError', '', 'no-screen'],
  ] as const
  for (const [name, message, code] of expected) {
    await ann.page.evaluate(refuseScreen, [name, message] as const)
    expect(await ann.screen(true)).toBe(code)
  }
  await ann.page.evaluate(drawScreen)
  expect(await ann.screen(true)).toBe('done')
  expect((await ann.view()).screen).toBeDefined()
  await ann.page.evaluate(endScreen)
  expect(await ann.sharings()).toEqual([{ muted: false, camera: false, screen: false }])
  expect((await ann.view()).screen).toBeUndefined()
})

it('goes on with another device when one is pulled out, and says so where there is none', async () => {
  const [ann, bo] = await scene.pair([scene.chromium, scene.chromium], 'video')
  await areConnected(ann, bo)
  await ann.page.evaluate(unplug)
  await expect.poll(() => ann.tracks('audio')).toEqual(['live'])
  await expect.poll(() => ann.tracks('video')).toEqual(['live'])
  for (const one of [ann, bo]) await one.grow('voiceIn', 'voiceOut', 'picturesIn', 'picturesOut')
  expect(await ann.sharings()).toEqual([])

  await refuse(ann, { audio: 'NotFoundError', video: 'NotFoundError' })
  await ann.page.evaluate(unplug)
  await expect.poll(() => ann.sharings()).toHaveLength(2)
  expect((await ann.sharings()).at(-1)).toEqual({ muted: true, camera: false, screen: false })
  await expect.poll(async () => (await bo.sees('ann'))?.camera).toBeUndefined()
  await refuse(ann, {})
  await ann.mute(false)
  await expect.poll(() => ann.tracks('audio')).toEqual(['live'])
  await bo.grow('voiceIn')
})

it('lists the devices, and uses the one that is chosen', async () => {
  const [ann, bo] = await scene.pair([scene.chromium, scene.chromium], 'video')
  await areConnected(ann, bo)
  const of = async (kind: string) => (await ann.devices()).filter((device) => device.kind === kind)
  for (const kind of ['microphone', 'camera', 'speaker'] as const) {
    const all = await of(kind)
    expect(all.filter(({ inUse }) => inUse)).toHaveLength(1)
    const other = all.findLast(({ inUse }) => !inUse)
    if (other === undefined) throw new Error(`one ${kind} alone`)
    expect(await ann.use(other)).toBe('done')
    expect((await of(kind)).filter(({ inUse }) => inUse).map(({ id }) => id)).toEqual([other.id])
  }
  const gone = { kind: 'camera', id: 'gone', label: '', inUse: false } as const
  expect(await ann.use(gone)).toBe('no-camera')
  expect((await of('camera')).filter(({ inUse }) => inUse)).toHaveLength(1)
  await ann.camera(false)
  await ann.camera(true)
  for (const one of [ann, bo]) await one.grow('voiceIn', 'voiceOut', 'picturesIn', 'picturesOut')
})

it('sends no pictures over a line that is bad for long, and does again when it is good', async () => {
  const ann = await scene.open(scene.chromium, 'ann')
  await ann.page.clock.install()
  const [, bo] = await scene.pair([ann, scene.chromium], 'video')
  await areConnected(ann, bo)
  const judged = async (loss: number, times: number) => {
    await ann.page.evaluate(loseThere, loss)
    for (let time = 0; time < times; time++) await ann.page.clock.runFor(2_000)
  }
  await judged(0.3, 10)
  await expect.poll(() => ann.sees('bo')).toMatchObject({ quality: 'bad', soundOnly: true })
  await expect.poll(async () => (await bo.sees('ann'))?.camera).toBeUndefined()
  expect((await ann.view()).camera).toBeDefined()
  await bo.grow('voiceIn')
  await judged(0, 25)
  await expect.poll(async () => (await ann.sees('bo'))?.soundOnly).toBeUndefined()
  await bo.shows('camera.ann')
})

/** Runs in the page. `failing`: for each kind of device the name of the error that asking for it ends with. */
function refuseDevices(failing: Record<string, string>): void {
  const scope = window as unknown as { ask?: MediaDevices['getUserMedia'] }
  const { mediaDevices } = navigator
  scope.ask ??= mediaDevices.getUserMedia.bind(mediaDevices)
  const { ask } = scope
  mediaDevices.getUserMedia = (asked = {}) => {
    const [name] = Object.entries(failing).flatMap(([kind, error]) => (kind in asked ? [error] : []))
    return name === undefined ? ask(asked) : Promise.reject(new DOMException('', name))
  }
}

/** Runs in the page. */
function refuseScreen([name, message]: readonly [string, string]): void {
  navigator.mediaDevices.getDisplayMedia = () => Promise.reject(new DOMException(message, name))
}

/** Runs in the page. */
function drawScreen(): void {
  const screen = document.createElement('canvas').captureStream()
  Object.assign(window, { screenTrack: screen.getTracks()[0] })
  navigator.mediaDevices.getDisplayMedia = async () => screen
}

/** Runs in the page: what the browser does when the person taps its own bar. */
function endScreen(): void {
  const { screenTrack } = window as unknown as { screenTrack: MediaStreamTrack }
  screenTrack.dispatchEvent(new Event('ended'))
}

/** Runs in the page: what a browser does when devices are pulled out. */
function unplug(): void {
  const { captured } = window as unknown as { captured: MediaStreamTrack[] }
  for (const track of captured.filter(({ readyState }) => readyState === 'live')) {
    track.stop()
    track.dispatchEvent(new Event('ended'))
  }
}

/** Runs in the page: so much of what it sends is lost, as the other end says. */
function loseThere(loss: number): void {
  RTCPeerConnection.prototype.getStats = async () => {
    const scope = window as unknown as { packets?: number }
    scope.packets = (scope.packets ?? 0) + 100
    return new Map(
      Object.entries({
        voice: { type: 'inbound-rtp', packetsReceived: scope.packets },
        there: { type: 'remote-inbound-rtp', fractionLost: loss },
      }),
    )
  }
}
