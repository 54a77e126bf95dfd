// @vitest-environment jsdom
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mediaApi } from '../../../miniprogram/api/media'
import { PlayedStore } from '../../../miniprogram/voices/played-store'
import { SimulatedStorage } from '../../support/simulated-storage'
import { MediaServer } from '../support/media-server'
import { PhoneFiles } from '../support/phone-files'
import { act, type Part, Stage, textOf } from '../support/stage'

type Listener = () => void

/** A player of WeChat: it does what the test tells it. */
class Player {
  src = ''
  currentTime = 0
  readonly told: Record<string, Listener> = {}
  onTimeUpdate = this.#on('timeUpdate')
  onEnded = this.#on('ended')
  onPause = this.#on('pause')
  onStop = this.#on('stop')
  onPlay = this.#on('play')
  onError = this.#on('error')
  play() {}
  destroy() {}

  #on(name: string) {
    return (listener: Listener) => {
      this.told[name] = listener
    }
  }

  tell(name: string, currentTime = 0): void {
    this.currentTime = currentTime
    this.told[name]?.()
  }
}

let phone: PhoneFiles
let server: MediaServer
let said: string[]
let players: Player[]
let passes: string[]
let played: PlayedStore
let stage: Stage
beforeAll(() => {
  stage = new Stage({}, {})
})
beforeEach(() => {
  phone = new PhoneFiles()
  server = new MediaServer()
  said = []
  players = []
  passes = ['p1']
  played = new PlayedStore(new SimulatedStorage())
  const createInnerAudioContext = () => {
    const player = new Player()
    players.push(player)
    return player
  }
  const showToast = ({ title }: { title: string }) => said.push(title)
  Object.assign(wx, phone.wx, server.wx, {
    createInnerAudioContext,
    showToast,
    setInnerAudioOption: () => {},
  })
  const http = {
    own: async () => ({
      pass: passes.length > 1 ? passes.shift() : passes[0],
      expires: Number.MAX_SAFE_INTEGER,
    }),
  }
  const media = mediaApi(http as never, {} as never, 'https://host', { now: () => 0 })
  stage.app = { media, played }
})
afterEach(() => {
  for (const player of players) player.tell('pause')
  stage.clear()
})
afterAll(() => stage.close())

function show(kind: string, media: object): Part {
  return stage.show('components/media-content/media-content', {
    room: 'r1',
    kind,
    media: { media: 'm1', ...media },
  })
}

function fileNamed(name: string): Part {
  return show('file', { name, size: server.bytes.length })
}

/** Lets what was told have its effect. */
const settled = () => new Promise((resolve) => setTimeout(resolve))

async function open(part: Part): Promise<void> {
  await act(part.querySelector('.file') ?? part.querySelector('.box') ?? part.querySelector('.voice'), 'tap')
  await settled()
}

describe('a file that is opened', () => {
  it.each([
    ['a.pdf', ['document pdf: wxfile://usr/opened/m1.pdf']],
    ['报告.DOCX', ['document docx: wxfile://usr/opened/m1.docx']],
    ['a.mp4', ['film: wxfile://usr/opened/m1.mp4']],
    ['a.jpeg', ['picture: wxfile://usr/opened/m1.jpeg']],
  ])('%s is shown by what shows its kind', async (name, done) => {
    await open(fileNamed(name))
    expect([phone.done, said]).toEqual([done, []])
  })

  it.each(['a.zip', 'a.txt', 'no ending'])(
    '%s, which no reader takes, is handed on under its name',
    async (name) => {
      await open(fileNamed(name))
      expect(phone.done[0]).toContain(`这里打不开“${name}”`)
      expect(phone.done[1]).toContain(`handed on as ${name}: wxfile://usr/opened/m1.`)
      expect(said).toEqual([])
    },
  )

  it('that its reader fails to read is handed on as well', async () => {
    phone.reads = false
    await open(fileNamed('a.pdf'))
    expect(phone.done[1]).toBe('handed on as a.pdf: wxfile://usr/opened/m1.pdf')
  })

  it('is saved on a computer, and not kept twice', async () => {
    phone.platform = 'windows'
    await open(fileNamed('a.zip'))
    expect([phone.done, phone.paths]).toEqual([['saved: wxfile://usr/opened/m1.zip'], []])
  })

  it('says nothing to who turned away from handing it on', async () => {
    phone.chat = 'fail cancel'
    await open(fileNamed('a.zip'))
    phone.confirms = false
    await open(fileNamed('a.zip'))
    expect(said).toEqual([])
  })

  it('may have a name of 100 characters of three bytes each', async () => {
    await open(fileNamed(`${'字'.repeat(96)}.pdf`))
    expect([phone.done, said]).toEqual([['document pdf: wxfile://usr/opened/m1.pdf'], []])
  })

  it('arrives byte for byte', async () => {
    server.bytes = Buffer.from(Array.from({ length: 2_500_000 }, (_, at) => (at * at) % 251))
    await open(fileNamed('a.pdf'))
    await settled()
    expect(phone.contentOf('wxfile://usr/opened/m1.pdf').equals(server.bytes)).toBe(true)
  })
})

describe('a file that cannot be had says why', () => {
  it.each([
    ['no network', '网络不可用，请稍后再试'],
    ['timeout', '网络太慢，请重试'],
    ['unknown-media', '文件已被撤回或删除'],
  ] as const)('%s', async (what, words) => {
    server.trouble = { from: 0, what }
    await open(fileNamed('a.pdf'))
    expect([said, phone.done]).toEqual([[words], []])
  })

  it('a phone without room', async () => {
    phone.mostBytes = 2
    await open(fileNamed('a.pdf'))
    expect(said).toEqual(['手机空间不足，请清理后再试'])
  })

  it('a pass that is refused again; but one new pass is tried first', async () => {
    passes = ['p0', 'p1']
    await open(fileNamed('a.pdf'))
    expect([phone.done.length, said]).toEqual([1, []])
    stage.clear()
    server.pass = 'another'
    await open(show('file', { media: 'm2', name: 'a.pdf', size: 3 }))
    expect(said).toEqual(['服务器没有给出这个文件，请退出房间后再进入'])
  })
})

describe('opened files', () => {
  const mb = 1_048_576
  const folder = 'wxfile://usr/opened'

  it('never fill the phone: the oldest go for those that are opened', async () => {
    for (const media of ['m1', 'm2', 'm3', 'm4', 'm5']) phone.fill(`${folder}/${media}.pdf`, 30 * mb)
    server.bytes = Buffer.alloc(25 * mb)
    await open(show('file', { media: 'm6', name: 'a.pdf', size: 25 * mb }))
    await open(show('file', { media: 'm7', name: 'a.pdf', size: 25 * mb }))
    expect([said, phone.done.length]).toEqual([[], 2])
    expect(phone.paths.map((path) => path.slice(-6))).toEqual([
      'm3.pdf',
      'm4.pdf',
      'm5.pdf',
      'm6.pdf',
      'm7.pdf',
    ])
  })

  it('go where others of the program take more room than expected', async () => {
    phone.fill(`${folder}/old.zip`, 3 * mb)
    phone.fill(`${folder}/older.zip`, 3 * mb)
    phone.mostBytes = 7 * mb
    server.bytes = Buffer.alloc(3 * mb)
    await open(fileNamed('a.pdf'))
    expect([said, phone.paths]).toEqual([[], [`${folder}/older.zip`, `${folder}/m1.pdf`]])
  })

  it('that earlier versions left under their given names make room', async () => {
    for (const at of [1, 2, 3, 4]) phone.fill(`wxfile://usr/报告 ${at}.zip`, 50 * mb)
    phone.fill('wxfile://usr/miniprogramLog/log1', 9)
    await open(fileNamed('a.pdf'))
    expect([said, phone.paths]).toEqual([[], ['wxfile://usr/miniprogramLog/log1', `${folder}/m1.pdf`]])
  })

  it('that are there already need no network', async () => {
    await open(fileNamed('a.pdf'))
    server.trouble = { from: 0, what: 'no network' }
    await open(fileNamed('a.pdf'))
    expect([said, phone.done.length]).toEqual([[], 2])
  })
})

describe('a file on its way', () => {
  const size = 5 * 1_048_576
  beforeEach(() => {
    server.bytes = Buffer.alloc(size, 7)
  })

  it('of 100 MB needs no request that is longer than WeChat allows, nor a line faster than 18 kB/s', async () => {
    await open(fileNamed('a.zip'))
    await settled()
    expect(server.longest).toBe(60_000)
    expect(server.asked).toEqual([0, 1, 2, 3, 4].map((at) => at * 1_048_576))
  })

  it('shows how much is there, and is canceled by who wants it no more', async () => {
    server.trouble = { from: 2_097_152, what: 'silence' }
    const part = fileNamed('a.zip')
    await open(part)
    expect(textOf(part)).toContain('正在下载，40%')
    await act(part.querySelector('.cancel'), 'tap')
    await settled()
    expect([textOf(part), said, phone.done]).toEqual(['a.zip5.0 MB', [], []])
  })

  it('goes on from where it broke off', async () => {
    server.trouble = { from: 3_145_728, what: 'no network' }
    const part = fileNamed('a.zip')
    await open(part)
    expect(said).toEqual(['网络不可用，请稍后再试'])
    server.trouble = undefined
    server.asked.length = 0
    await open(part)
    await settled()
    expect(server.asked).toEqual([3_145_728, 4_194_304])
    expect(phone.contentOf('wxfile://usr/opened/m1.zip').equals(server.bytes)).toBe(true)
  })

  it('is given up with the page that shows it', async () => {
    server.trouble = { from: 1_048_576, what: 'silence' }
    await open(fileNamed('a.zip'))
    stage.clear()
    await settled()
    expect([phone.done, said]).toEqual([[], []])
  })
})

describe('a voice message', () => {
  const voice = () => show('voice', { size: 9, duration: 3_000 })

  it('counts as heard when it sounds, and not before', async () => {
    const part = voice()
    await open(part)
    players[0]?.tell('play')
    expect([played.has('m1'), part.data.isFresh]).toEqual([false, true])
    players[0]?.tell('timeUpdate', 0.2)
    expect([played.has('m1'), part.data.isFresh]).toEqual([true, false])
  })

  it('that the phone cannot play says so, and stays new', async () => {
    const part = voice()
    await open(part)
    players[0]?.tell('error')
    await settled()
    expect([said, played.has('m1'), part.data.isPlaying]).toEqual([
      ['这台设备播放不了这条语音'],
      false,
      false,
    ])
  })

  it('that does not come says that there is no network', async () => {
    server.trouble = { from: 0, what: 'no network' }
    await open(voice())
    players[0]?.tell('error')
    await settled()
    expect([said, played.has('m1')]).toEqual([['网络不可用，请稍后再试'], false])
  })

  it('whose pass was refused plays with a new one, once', async () => {
    passes = ['p0', 'p1']
    await open(voice())
    players[0]?.tell('error')
    await settled()
    expect([players[1]?.src, said]).toEqual(['https://host/media/m1?pass=p1', []])
    server.pass = 'another'
    players[1]?.tell('error')
    await settled()
    expect([players.length, said]).toEqual([2, ['服务器没有给出这个文件，请退出房间后再进入']])
  })

  it('is stopped by a second tap, and by what takes the sound away', async () => {
    const part = voice()
    await open(part)
    await open(part)
    expect([part.data.isPlaying, players.length]).toEqual([false, 1])
    await open(part)
    players[1]?.tell('pause')
    expect(part.data.isPlaying).toBe(false)
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
    const part = show('image', {
      size: 9,
      width: 10,
      height: 10,
      type,
      ...(moving !== undefined && { moving }),
    })
    expect(textOf(part)).toBe(mark)
    expect(part.data.label).toBe(mark === '' ? '查看图片' : '查看动图')
  })

  it('whose pass was refused is loaded with a new one, once', async () => {
    passes = ['p0', 'p1']
    const part = show('image', { size: 9, width: 10, height: 10, type: 'image/png' })
    await settled()
    await act(part.querySelector('.picture'), 'error')
    await settled()
    expect(part.data.src).toBe('https://host/media/m1.thumb?pass=p1')
    await act(part.querySelector('.picture'), 'error')
    await settled()
    expect(part.data.src).toBe('')
  })

  it('that is gone says so when it is tapped', async () => {
    const part = show('image', { size: 9, width: 10, height: 10, type: 'image/png' })
    await settled()
    await act(part.querySelector('.picture'), 'error')
    await settled()
    await act(part.querySelector('.picture'), 'error')
    server.trouble = { from: 0, what: 'unknown-media' }
    await open(part)
    expect([said, phone.done]).toEqual([['文件已被撤回或删除'], []])
  })
})
