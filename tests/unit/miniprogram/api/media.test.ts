import { expect, it } from 'vitest'
import type { Files, Http } from '../../../../miniprogram/api/http'
import { mediaApi } from '../../../../miniprogram/api/media'

/** Passes p1, p2, … as they are asked for. */
function withPasses() {
  let asked = 0
  const own = async () => {
    asked += 1
    return { pass: `p${asked}`, expires: 10_000_000 }
  }
  const media = mediaApi({ own } as Partial<Http> as Http, {} as Files, 'https://host', () => 0)
  return { media, asked: () => asked }
}

it('one pass of a room is enough for all its files', async () => {
  const { media, asked } = withPasses()
  expect(await media.address('r1', 'm1')).toBe('https://host/media/m1?pass=p1')
  expect(await media.address('r1', 'm2', { small: true })).toBe('https://host/media/m2.thumb?pass=p1')
  expect(asked()).toBe(1)
})

it('a pass that the server did not take is asked for anew, once for all who were refused', async () => {
  const { media, asked } = withPasses()
  const refused = await media.address('r1', 'm1')
  const small = await media.address('r1', 'm2', { small: true })
  const again = await Promise.all([
    media.address('r1', 'm1', { refused }),
    media.address('r1', 'm2', { small: true, refused: small }),
    media.address('r1', 'm3'),
  ])
  expect(again.slice(0, 2)).toEqual(['https://host/media/m1?pass=p2', 'https://host/media/m2.thumb?pass=p2'])
  expect(await media.address('r1', 'm1', { refused })).toBe('https://host/media/m1?pass=p2')
  expect(asked()).toBe(2)
})
