// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Line } from '../../../miniprogram/messages/line'
import { lineOf } from '../../support/lines'
import { MediaStage, settled } from '../support/media-stage'
import { act, heard, type Part } from '../support/stage'

let media: MediaStage
beforeAll(() => {
  media = new MediaStage()
})
beforeEach(() => media.renew())
afterEach(() => {
  media.clear()
  vi.useRealTimers()
})
afterAll(() => media.stage.close())

function line(seq: number, change: Partial<Line> = {}): Line {
  const body = { media: `m${seq}`, type: 'image/png' as const, size: 3, width: 10, height: 10 }
  return lineOf(seq, { kind: 'image', media: body, ...change })
}

const lines = (...seqs: number[]) => seqs.map((seq) => line(seq))

async function view(key: string, of: Line[], properties: object = {}): Promise<Part> {
  const part = media.stage.show('components/picture-viewer/picture-viewer', { room: 'r1', ...properties })
  part.instance.open(key, of)
  await settled()
  return part
}

/** The one in view, as it is drawn. */
const shown = ({ data }: Part) => (data.pictures as Record<string, string>[])[data.at as number] ?? {}

async function tap(part: Part, name: string): Promise<void> {
  const way = part.querySelectorAll('.way').find(({ dom }) => dom.textContent?.trim() === name)
  await act(way, 'tap')
  await settled()
}

async function turn(part: Part, current: number): Promise<void> {
  part.instance.onTurn({ detail: { current } })
  await settled()
}

describe('the viewer', () => {
  it('shows the picture that was tapped, whole, and its neighbours small', async () => {
    const part = await view('k2', lines(1, 2, 3))
    expect([shown(part).large, part.data.at]).toEqual(['https://host/media/m2?pass=p1', 1])
    const [before] = part.data.pictures as Record<string, string>[]
    expect([before?.small, before?.large]).toEqual(['https://host/media/m1.thumb?pass=p1', undefined])
  })

  it('turns, and what was made larger is as small as it was', async () => {
    const part = await view('k2', lines(1, 2, 3))
    part.instance.onScale({ detail: { scale: 3 } })
    expect(part.data.isZoomed).toBe(true)
    await turn(part, 2)
    expect([shown(part).key, part.data.isZoomed, part.data.scale]).toEqual(['k3', false, 1])
    expect(shown(part).large).toBe('https://host/media/m3?pass=p1')
  })

  it('asks for older ones at the oldest, further where a page has none, and stays where it is', async () => {
    const part = media.stage.show('components/picture-viewer/picture-viewer', { room: 'r1' })
    const asked = heard(part, 'older')
    part.instance.open('k5', lines(5, 6))
    await settled()
    expect(asked).toHaveLength(1)
    part.instance.take({ type: 'older', count: 1, lines: [line(4, { kind: 'text' }), ...lines(5, 6)] })
    await settled()
    expect(asked).toHaveLength(2)
    part.instance.take({ type: 'older', count: 1, lines: lines(1, 2, 3, 5, 6) })
    await settled()
    expect([shown(part).key, part.data.at, asked.length]).toEqual(['k5', 3, 2])
  })

  it('gives up on a room that has no older picture far and wide', async () => {
    const part = media.stage.show('components/picture-viewer/picture-viewer', { room: 'r1' })
    const asked = heard(part, 'older')
    part.instance.open('k5', lines(5))
    await settled()
    for (let page = 0; page < 50; page += 1) {
      part.instance.take({ type: 'older', count: 1, lines: lines(5) })
      await settled()
    }
    expect(asked).toHaveLength(20)
  })

  it('says so when what is looked at is recalled, and shows the next, until none is left', async () => {
    const part = await view('k1', lines(1, 2))
    part.instance.take({ type: 'changed', lines: [line(1, { kind: 'recalled' }), line(2)] })
    await settled()
    expect([shown(part).key, media.said]).toEqual(['k2', ['文件已被撤回或删除']])
    part.instance.taken([2])
    expect(part.data.isOpen).toBe(false)
  })

  it('stays with its part of the room when that shows another one, and knows what is recalled meanwhile', async () => {
    const part = await view('k1', lines(1, 2))
    part.instance.take({ type: 'all', lines: lines(90, 91) })
    part.instance.take({ type: 'tail', lines: lines(90, 91, 92), index: 2, arrived: 1 })
    await settled()
    expect([shown(part).key, media.said]).toEqual(['k1', []])
    part.instance.taken([1, 91])
    await settled()
    expect([shown(part).key, media.said]).toEqual(['k2', ['文件已被撤回或删除']])
  })

  it('closes at one tap, and zooms at two', async () => {
    const part = await view('k1', lines(1))
    vi.useFakeTimers()
    part.instance.onTap()
    part.instance.onTap()
    vi.runAllTimers()
    expect([part.data.isOpen, part.data.isZoomed, part.data.scale]).toEqual([true, true, 2.5])
    part.instance.onTap()
    part.instance.onTap()
    expect([part.data.isZoomed, part.data.scale]).toEqual([false, 1])
    part.instance.onTap()
    vi.runAllTimers()
    expect(part.data.isOpen).toBe(false)
  })

  it('forwards a message that the server has, where the page does that', async () => {
    const part = await view('k2', lines(1, 2), { canForward: true })
    const forwarded = heard(part, 'forward')
    await tap(part, '转发')
    expect([forwarded, part.data.isOpen]).toEqual([[{ seq: 2 }], false])
    const ways = async (seq: number, canForward: boolean) =>
      (await view('k1', [line(1, { seq })], { canForward }))
        .querySelectorAll('.way')
        .map(({ dom }) => dom.textContent)
    expect(await ways(0, true)).not.toContain('转发')
    expect(await ways(1, false)).not.toContain('转发')
  })
})

describe('a picture in the viewer', () => {
  it('whose pass was refused is shown with a new one, once', async () => {
    media.passes = ['p0', 'p1']
    const part = await view('k1', lines(1))
    const lost = () => part.instance.onLost({ currentTarget: { dataset: { key: 'k1' } } })
    await lost()
    await settled()
    expect([shown(part).large, part.data.problem]).toEqual(['https://host/media/m1?pass=p1', ''])
    media.server.pass = 'another'
    await lost()
    await settled()
    expect(part.data.problem).toBe('服务器没有给出这个文件，请退出房间后再进入')
  })

  it('that does not come says why, and is tried again', async () => {
    const part = await view('k1', lines(1))
    media.server.trouble = { from: 0, what: 'no network' }
    await part.instance.onLost({ currentTarget: { dataset: { key: 'k1' } } })
    await settled()
    expect([shown(part).large, part.data.problem]).toEqual(['', '网络不可用，请稍后再试'])
    media.server.trouble = undefined
    part.instance.onRetry()
    await settled()
    expect([shown(part).large, part.data.problem]).toEqual(['https://host/media/m1?pass=p1', ''])
  })

  it('is saved into the album, and takes no more room on the phone', async () => {
    const part = await view('k1', lines(1))
    await tap(part, '保存')
    expect(media.phone.done).toEqual(['into the album: wxfile://usr/opened/m1.png'])
    expect([media.said, media.phone.paths]).toEqual([['已保存'], []])
  })

  it('is saved to the disk of a computer', async () => {
    const part = await view('k1', lines(1))
    media.phone.platform = 'windows'
    await tap(part, '保存')
    expect(media.phone.done).toEqual(['saved: wxfile://usr/opened/m1.png'])
  })

  it.each(['fail auth deny', 'fail:auth denied', 'fail authorize no response'])(
    'that may not be saved ("%s") leads to the settings',
    async (album) => {
      const part = await view('k1', lines(1))
      media.phone.album = album
      await tap(part, '保存')
      expect(media.phone.done).toEqual(['asked: 没有保存到相册的权限，请在设置中打开', 'settings'])
    },
  )

  it('that was not saved says why, unless it was the person who turned away', async () => {
    const part = await view('k1', lines(1))
    media.phone.album = 'fail cancel'
    await tap(part, '保存')
    expect(media.said).toEqual([])
    media.server.trouble = { from: 0, what: 'unknown-media' }
    await tap(part, '保存')
    expect(media.said).toEqual(['文件已被撤回或删除'])
  })
})
