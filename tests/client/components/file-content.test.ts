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

describe('a file that is opened', () => {
  it.each([
    ['a.pdf', ['document pdf: wxfile://usr/opened/m1.pdf']],
    ['报告.DOCX', ['document docx: wxfile://usr/opened/m1.docx']],
    ['a.mp4', ['film: wxfile://usr/opened/m1.mp4']],
    ['a.jpeg', ['picture: wxfile://usr/opened/m1.jpeg']],
  ])('%s is shown by what shows its kind', async (name, done) => {
    await open(media.fileNamed(name))
    expect([media.phone.done, media.said]).toEqual([done, []])
  })

  it.each(['a.zip', 'a.txt', 'no ending'])(
    '%s, which no reader takes, is handed on under its name',
    async (name) => {
      await open(media.fileNamed(name))
      expect(media.phone.done[0]).toContain(`这里打不开“${name}”`)
      expect(media.phone.done[1]).toContain(`handed on as ${name}: wxfile://usr/opened/m1.`)
      expect(media.said).toEqual([])
    },
  )

  it('that its reader fails to read is handed on as well', async () => {
    media.phone.reads = false
    await open(media.fileNamed('a.pdf'))
    expect(media.phone.done[1]).toBe('handed on as a.pdf: wxfile://usr/opened/m1.pdf')
  })

  it('is saved on a computer, and not kept twice', async () => {
    media.phone.platform = 'windows'
    await open(media.fileNamed('a.zip'))
    expect([media.phone.done, media.phone.paths]).toEqual([['saved: wxfile://usr/opened/m1.zip'], []])
  })

  it('says nothing to who turned away from handing it on', async () => {
    media.phone.chat = 'fail cancel'
    await open(media.fileNamed('a.zip'))
    media.phone.confirms = false
    await open(media.fileNamed('a.zip'))
    expect(media.said).toEqual([])
  })

  it('may have a name of 100 characters of three bytes each', async () => {
    await open(media.fileNamed(`${'字'.repeat(96)}.pdf`))
    expect([media.phone.done, media.said]).toEqual([['document pdf: wxfile://usr/opened/m1.pdf'], []])
  })

  it('arrives byte for byte', async () => {
    media.server.bytes = Buffer.from(Array.from({ length: 2_500_000 }, (_, at) => (at * at) % 251))
    await open(media.fileNamed('a.pdf'))
    await settled()
    expect(media.phone.contentOf('wxfile://usr/opened/m1.pdf').equals(media.server.bytes)).toBe(true)
  })
})

describe('a file that cannot be had says why', () => {
  it.each([
    ['no network', '网络不可用，请稍后再试'],
    ['timeout', '网络太慢，请重试'],
    ['unknown-media', '文件已被撤回或删除'],
  ] as const)('%s', async (what, words) => {
    media.server.trouble = { from: 0, what }
    await open(media.fileNamed('a.pdf'))
    expect([media.said, media.phone.done]).toEqual([[words], []])
  })

  it('a phone without room', async () => {
    media.phone.mostBytes = 2
    await open(media.fileNamed('a.pdf'))
    expect(media.said).toEqual(['手机空间不足，请清理后再试'])
  })

  it('a pass that is refused again; but one new pass is tried first', async () => {
    media.passes = ['p0', 'p1']
    await open(media.fileNamed('a.pdf'))
    expect([media.phone.done.length, media.said]).toEqual([1, []])
    media.clear()
    media.server.pass = 'another'
    await open(media.show('file', { media: 'm2', name: 'a.pdf', size: 3 }))
    expect(media.said).toEqual(['服务器没有给出这个文件，请退出房间后再进入'])
  })
})

describe('opened files', () => {
  const mb = 1_048_576
  const folder = 'wxfile://usr/opened'

  it('never fill the phone: the oldest go for those that are opened', async () => {
    for (const id of ['m1', 'm2', 'm3', 'm4', 'm5']) media.phone.fill(`${folder}/${id}.pdf`, 30 * mb)
    media.server.bytes = Buffer.alloc(25 * mb)
    await open(media.show('file', { media: 'm6', name: 'a.pdf', size: 25 * mb }))
    await open(media.show('file', { media: 'm7', name: 'a.pdf', size: 25 * mb }))
    expect([media.said, media.phone.done.length]).toEqual([[], 2])
    expect(media.phone.paths.map((path) => path.slice(-6))).toEqual([
      'm3.pdf',
      'm4.pdf',
      'm5.pdf',
      'm6.pdf',
      'm7.pdf',
    ])
  })

  it('go where others of the program take more room than expected', async () => {
    media.phone.fill(`${folder}/old.zip`, 3 * mb)
    media.phone.fill(`${folder}/older.zip`, 3 * mb)
    media.phone.mostBytes = 7 * mb
    media.server.bytes = Buffer.alloc(3 * mb)
    await open(media.fileNamed('a.pdf'))
    expect([media.said, media.phone.paths]).toEqual([[], [`${folder}/older.zip`, `${folder}/m1.pdf`]])
  })

  it('that earlier versions left under their given names make room', async () => {
    for (const at of [1, 2, 3, 4]) media.phone.fill(`wxfile://usr/报告 ${at}.zip`, 50 * mb)
    media.phone.fill('wxfile://usr/miniprogramLog/log1', 9)
    await open(media.fileNamed('a.pdf'))
    expect([media.said, media.phone.paths]).toEqual([
      [],
      ['wxfile://usr/miniprogramLog/log1', `${folder}/m1.pdf`],
    ])
  })

  it('that are there already need no network', async () => {
    await open(media.fileNamed('a.pdf'))
    media.server.trouble = { from: 0, what: 'no network' }
    await open(media.fileNamed('a.pdf'))
    expect([media.said, media.phone.done.length]).toEqual([[], 2])
  })
})

describe('a file on its way', () => {
  const size = 5 * 1_048_576
  beforeEach(() => {
    media.server.bytes = Buffer.alloc(size, 7)
  })

  it('of 100 MB needs no request that is longer than WeChat allows, nor a line faster than 18 kB/s', async () => {
    await open(media.fileNamed('a.zip'))
    await settled()
    expect(media.server.longest).toBe(60_000)
    expect(media.server.asked).toEqual([0, 1, 2, 3, 4].map((at) => at * 1_048_576))
  })

  it('shows how much is there, and is canceled by who wants it no more', async () => {
    media.server.trouble = { from: 2_097_152, what: 'silence' }
    const part = media.fileNamed('a.zip')
    await open(part)
    expect(textOf(part)).toContain('正在下载，40%')
    await act(part.querySelector('.cancel'), 'tap')
    await settled()
    expect([textOf(part), media.said, media.phone.done]).toEqual(['a.zip5.0 MB', [], []])
  })

  it('goes on from where it broke off', async () => {
    media.server.trouble = { from: 3_145_728, what: 'no network' }
    const part = media.fileNamed('a.zip')
    await open(part)
    expect(media.said).toEqual(['网络不可用，请稍后再试'])
    media.server.trouble = undefined
    media.server.asked.length = 0
    await open(part)
    await settled()
    expect(media.server.asked).toEqual([3_145_728, 4_194_304])
    expect(media.phone.contentOf('wxfile://usr/opened/m1.zip').equals(media.server.bytes)).toBe(true)
  })

  it('is given up with the page that shows it', async () => {
    media.server.trouble = { from: 1_048_576, what: 'silence' }
    await open(media.fileNamed('a.zip'))
    media.clear()
    await settled()
    expect([media.phone.done, media.said]).toEqual([[], []])
  })
})
