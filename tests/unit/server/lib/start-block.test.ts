import { describe, expect, it } from 'vitest'
import { plainLine } from '../../../../server/lib/plain-line'
import { startBlock, terminalLanguage } from '../../../../server/lib/start-block'

const place = { host: '127.0.0.1', publicUrl: '', dataDir: './data', mongodbUrl: '' }
const local = { group: 'http://127.0.0.1:8080', direct: 'http://127.0.0.1:8081' }
const everywhere = { group: 'http://0.0.0.0:8080', direct: 'http://0.0.0.0:8081' }
const network = '192.168.1.20'

describe('the block that a terminal reads at the start', () => {
  it('says where to go, how phones get there, what needs https, how to stop and how to begin afresh', () => {
    expect(startBlock(local, place, 'en', network)).toBe(`
  The chat room is open.

  On this computer   http://127.0.0.1:8080
  On phones          not yet: start with HOST=0.0.0.0 npm start, then phones in your network reach it
  Needs https        recording voice and scanning codes, on any device but this computer (browsers ask for it)
  Sockets            ws://127.0.0.1:8080/group  ws://127.0.0.1:8081/direct
  Stop               Ctrl+C
  Begin afresh       stop, then remove the folder ./data: every account and message is gone

`)
  })

  it('has the address and its QR code for phones, when the server listens to the network', () => {
    const block = startBlock(everywhere, { ...place, host: '0.0.0.0' }, 'en', network)
    expect(block).toContain('On this computer   http://127.0.0.1:8080\n')
    expect(block).toContain('On phones          http://192.168.1.20:8080\n')
    expect(block).toMatch(/[▀▄█]/)
  })

  it('names no phone and draws nothing where this machine is in no network', () => {
    const block = startBlock(everywhere, { ...place, host: '0.0.0.0' }, 'en', undefined)
    expect(block).toContain('On phones          this computer is in no network now\n')
    expect(block).not.toMatch(/[▀▄█]/)
  })

  it('has the public address, which needs no word about https and is what the code leads to', () => {
    const block = startBlock(local, { ...place, publicUrl: 'https://chat.example' }, 'en', network)
    expect(block).toContain('For everybody      https://chat.example\n')
    expect(block).not.toContain('Needs https')
    expect(block).toMatch(/[▀▄█]/)
  })

  it('does not tell to remove a folder where MongoDB keeps everything', () => {
    const block = startBlock(local, { ...place, mongodbUrl: 'mongodb://host/chat' }, 'en', network)
    expect(block).not.toContain('Begin afresh')
  })

  it('is in Chinese on a terminal of Chinese, its columns as even', () => {
    const block = startBlock(local, place, 'zh', network)
    expect(block).toContain('  本机         http://127.0.0.1:8080\n')
    expect(block).toContain('  重新开始     停止后删除目录 ./data')
  })
})

it.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'zh_TW.UTF-8' }, 'zh'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{}, 'en'],
])('a terminal whose environment says %o is spoken to in %s', (env, language) => {
  expect(terminalLanguage(env)).toBe(language)
})

it('an event of the log is a plain line for a person, with what goes with it and the trace of its error', () => {
  const json = JSON.stringify({
    level: 40,
    time: '2026-11-28T10:00:00.000Z',
    room: 'lobby',
    tries: 3,
    err: { type: 'Error', message: 'gone', stack: 'Error: gone\n    at here' },
    msg: 'uploads could not be swept',
  })
  expect(plainLine(json)).toMatch(
    /^\d\d:\d\d:\d\d warn: uploads could not be swept room=lobby tries=3\n {4}Error: gone\n {8}at here\n$/,
  )
})
