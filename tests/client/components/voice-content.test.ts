// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MediaStage, open, settled } from '../support/media-stage'
import { act, textOf } from '../support/stage'

let media: MediaStage
beforeAll(() => {
  media = new MediaStage()
})
beforeEach(() => media.renew())
afterEach(() => media.clear())
afterAll(() => media.stage.close())

describe('a voice message', () => {
  const voice = () => media.show('voice', { size: 9, duration: 3_000 })

  it('counts as heard when it sounds, and not before', async () => {
    const part = voice()
    await open(part)
    media.players[0]?.tell('play')
    expect([media.played.has('m1'), part.data.isFresh]).toEqual([false, true])
    media.players[0]?.tell('timeUpdate', 0.2)
    expect([media.played.has('m1'), part.data.isFresh]).toEqual([true, false])
  })

  it('that the phone cannot play says so, and stays new', async () => {
    const part = voice()
    await open(part)
    media.players[0]?.tell('error')
    await settled()
    expect([media.said, media.played.has('m1'), part.data.isPlaying]).toEqual([
      ['这台设备播放不了这条语音'],
      false,
      false,
    ])
  })

  it('that does not come says that there is no network', async () => {
    media.server.trouble = { from: 0, what: 'no network' }
    await open(voice())
    media.players[0]?.tell('error')
    await settled()
    expect([media.said, media.played.has('m1')]).toEqual([['网络不可用，请稍后再试'], false])
  })

  it('whose pass was refused plays with a new one, once', async () => {
    media.passes = ['p0', 'p1']
    await open(voice())
    media.players[0]?.tell('error')
    await settled()
    expect([media.players[1]?.src, media.said]).toEqual(['https://host/media/m1?pass=p1', []])
    media.server.pass = 'another'
    media.players[1]?.tell('error')
    await settled()
    expect([media.players.length, media.said]).toEqual([2, ['服务器没有给出这个文件，请退出房间后再进入']])
  })

  it('begins no more once its page was left, or something else is to sound', async () => {
    const part = voice()
    let give = () => {}
    media.passing = new Promise((resolve) => {
      give = resolve
    })
    await open(part)
    media.app.voices?.stop()
    give()
    await settled()
    expect([media.players, part.data.isPlaying]).toEqual([[], false])
  })

  it('that failed does not come back over the one that was tapped since', async () => {
    media.passes = ['p0', 'p1']
    await open(voice())
    media.players[0]?.tell('error')
    await open(media.show('voice', { media: 'm2', size: 9, duration: 3_000 }))
    expect(media.players.map(({ src }) => src)).toEqual([
      'https://host/media/m1?pass=p0',
      expect.stringContaining('/media/m2'),
    ])
  })

  it('is paused by a second tap and by what takes the sound away, and goes on from there', async () => {
    const part = voice()
    await open(part)
    media.players[0]?.tell('timeUpdate', 1.2)
    await open(part)
    expect([part.data.isPlaying, part.data.length, part.data.label]).toEqual([false, '0:01', '继续播放'])
    await open(part)
    expect([media.players.length, media.players[1]?.startTime]).toEqual([2, 1.2])
    media.players[1]?.tell('timeUpdate', 2)
    media.players[1]?.tell('pause')
    expect([part.data.isPlaying, part.data.percent]).toEqual([false, 67])
  })

  it('shows where it is also when its row is drawn anew', async () => {
    const part = voice()
    await open(part)
    media.players[0]?.tell('timeUpdate', 1.5)
    part.setData({ media: { media: 'm1', size: 9, duration: 3_000 } })
    expect([part.data.isPlaying, part.data.percent]).toEqual([true, 50])
    const other = voice()
    expect([other.data.isPlaying, other.data.percent]).toEqual([true, 50])
    media.players[0]?.tell('ended')
    expect([part.data.isPlaying, part.data.length]).toEqual([false, '0:03'])
  })

  it('is paused while a video is looked at', async () => {
    const part = voice()
    await open(part)
    await open(media.show('video', { media: 'm2', size: 9, duration: 3_000, width: 10, height: 10 }))
    expect(part.data.isPlaying).toBe(false)
  })
})

describe('the bar of what plays', () => {
  const bar = () => media.stage.show('components/voice-bar/voice-bar', { room: 'r1' })

  it('shows how far it is, leads to another place, and ends it', async () => {
    const part = bar()
    expect(textOf(part)).toBe('')
    await open(media.show('voice', { size: 9, duration: 65_000 }))
    media.players[0]?.tell('timeUpdate', 5)
    expect(part.data.time).toBe('0:05 / 1:05')
    await act(part.querySelector('.position'), 'changing', { value: 30_000 })
    media.players[0]?.tell('timeUpdate', 6)
    expect(part.data.time).toBe('0:30 / 1:05')
    await act(part.querySelector('.position'), 'change', { value: 30_000 })
    expect(media.players[0]?.sought).toBe(30)
    const [, , , stop] = part.querySelectorAll('.way')
    await act(stop, 'tap')
    expect([textOf(part), media.app.voices?.get()]).toEqual(['', undefined])
  })

  it('makes it faster, and keeps that for the next one', async () => {
    const part = bar()
    await open(media.show('voice', { size: 9, duration: 3_000 }))
    const [, speed] = part.querySelectorAll('.way')
    await act(speed, 'tap')
    await act(speed, 'tap')
    expect([media.players[0]?.playbackRate, part.data.speed]).toEqual([2, '2×'])
    await open(media.show('voice', { media: 'm2', size: 9, duration: 3_000 }))
    expect(media.players[1]?.playbackRate).toBe(2)
    await act(speed, 'tap')
    expect(media.players[1]?.playbackRate).toBe(1)
  })

  it('goes on by the ear from where it was, for no player changes that on its way', async () => {
    const part = bar()
    await open(media.show('voice', { size: 9, duration: 3_000 }))
    media.players[0]?.tell('timeUpdate', 2)
    expect(media.speakerOn).toBe(true)
    await act(part.querySelectorAll('.way')[2], 'tap')
    await settled()
    expect([media.speakerOn, media.players[1]?.startTime]).toEqual([false, 2])
  })

  it.each([
    ['web', 'Chrome'],
    ['windows', 'PC'],
    ['ios', 'iPad13,1'],
  ])('offers no ear on %s, %s', (platform, model) => {
    Object.assign(wx, { getDeviceInfo: () => ({ platform, model }) })
    expect(bar().data.canEar).toBe(false)
  })
})

describe('a picture', () => {
  it.each([
    ['image/webp', true, '动图'],
    ['image/gif', true, '动图'],
    ['image/webp', false, ''],
    ['image/gif', false, ''],
    // As messages of before are.
    ['image/gif', undefined, '动图'],
    ['image/webp', undefined, ''],
    ['image/png', undefined, ''],
  ])('of type %s, moving: %s, is marked by "%s"', (type, moving, mark) => {
    const known = moving !== undefined && { moving }
    const part = media.show('image', { size: 9, width: 10, height: 10, type, ...known })
    expect(textOf(part)).toBe(mark)
    expect(part.data.label).toBe(mark === '' ? '查看图片' : '查看动图')
  })

  it('whose pass was refused is loaded with a new one, once', async () => {
    media.passes = ['p0', 'p1']
    const part = media.show('image', { size: 9, width: 10, height: 10, type: 'image/png' })
    await settled()
    await act(part.querySelector('.picture'), 'error')
    await settled()
    expect(part.data.src).toBe('https://host/media/m1.thumb?pass=p1')
    await act(part.querySelector('.picture'), 'error')
    await settled()
    expect(part.data.src).toBe('')
  })

  it('that is gone says so when it is tapped', async () => {
    const part = media.show('image', { size: 9, width: 10, height: 10, type: 'image/png' })
    await settled()
    await act(part.querySelector('.picture'), 'error')
    await settled()
    await act(part.querySelector('.picture'), 'error')
    media.server.trouble = { from: 0, what: 'unknown-media' }
    await open(part)
    expect([media.said, media.phone.done]).toEqual([['文件已被撤回或删除'], []])
  })
})
