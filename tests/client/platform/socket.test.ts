import { afterEach, describe, expect, it, vi } from 'vitest'
import { openSocket } from '../../../miniprogram/platform/socket'

type Heard = (event: object) => void

/** A `wx` that hands out one socket, and what it was asked and told. */
function standIn() {
  const told: Record<string, Heard> = {}
  const asked: unknown[] = []
  const note = (name: string) => (options: object) => asked.push([name, { ...options, fail: undefined }])
  const task = {
    send: note('send'),
    close: note('close'),
    onOpen: (heard: Heard) => Object.assign(told, { open: heard }),
    onMessage: (heard: Heard) => Object.assign(told, { message: heard }),
    onError: (heard: Heard) => Object.assign(told, { error: heard }),
    onClose: (heard: Heard) => Object.assign(told, { close: heard }),
  }
  const connectSocket = (options: { url: string; protocols: string[]; fail(): void }) => {
    asked.push([options.url, options.protocols])
    told.fail = options.fail
    return task
  }
  vi.stubGlobal('wx', { connectSocket })
  return { asked, tell: (name: string, event: object = {}) => told[name]?.(event) }
}

function open() {
  const { asked, tell } = standIn()
  const heard: unknown[] = []
  const socket = openSocket('ws://host/group', ['chat.v1', 'token.x'], {
    opened: () => heard.push('opened'),
    message: (text) => heard.push(text),
    closed: (code, reason) => heard.push([code, reason]),
  })
  return { asked, tell, heard, socket }
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a socket of WeChat', () => {
  it('offers its protocols, sends text, and hears text alone', () => {
    const { asked, tell, heard, socket } = open()
    tell('open')
    socket.send('hello')
    tell('message', { data: 'hi' })
    tell('message', { data: new ArrayBuffer(2) })
    tell('close', { code: 1000, reason: 'interrupted' })
    expect(asked).toEqual([
      ['ws://host/group', ['chat.v1', 'token.x']],
      ['send', { data: 'hello' }],
    ])
    expect(heard).toEqual(['opened', 'hi', [1000, 'interrupted']])
  })

  it('that could not be opened, or reports an error, has ended, and its place is given back', () => {
    const { asked, tell, heard } = open()
    tell('error', { errMsg: 'connectSocket:fail' })
    tell('fail')
    expect(heard).toEqual([
      [1006, ''],
      [1006, ''],
    ])
    expect(asked.at(-1)).toEqual(['close', { code: 1000, reason: '' }])
  })
})
