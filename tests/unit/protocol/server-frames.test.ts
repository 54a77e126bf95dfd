import { describe, expect, it } from 'vitest'
import { decodeServer, limits, type ServerFrameType, serverFrames } from '#protocol'
import { serverSamples } from './samples'

const types = Object.keys(serverSamples) as ServerFrameType[]
const decode = (frame: object) => decodeServer(JSON.stringify(frame))

describe.each(types)('%s', (type) => {
  const sample = serverSamples[type]
  const shape = Object.entries<{ optional?: boolean }>(serverFrames[type])

  it('is read with every field', () => {
    expect(decode(sample)).toEqual(sample)
  })

  it.each(shape.filter(([, field]) => !field.optional).map(([name]) => name))(
    'is nothing without its %s',
    (name) => {
      expect(decode({ ...sample, [name]: undefined })).toBeUndefined()
    },
  )

  it.each(shape.filter(([, field]) => field.optional).map(([name]) => name))(
    'is read without its %s',
    (name) => {
      expect(decode({ ...sample, [name]: undefined })).toBeDefined()
    },
  )

  it.each(shape.map(([name]) => name))('is nothing with null for its %s', (name) => {
    expect(decode({ ...sample, [name]: null })).toBeUndefined()
  })
})

describe('decodeServer', () => {
  it('takes what a newer server adds: fields, kinds and codes', () => {
    const { said, refused } = serverSamples
    expect(decode({ ...said, shade: 'blue' })).toBeDefined()
    expect(decode({ ...said, kind: 'sticker' })).toBeDefined()
    expect(decode({ ...refused, code: 'not-today' })).toBeDefined()
  })

  it('gives nothing for a type that is not known', () => {
    for (const type of ['say', 'hello', '', '__proto__', 'constructor', 5, null])
      expect(decode({ type })).toBeUndefined()
  })

  it('gives nothing for what is no object', () => {
    for (const wire of ['', 'null', '[]', '"said"', '5', '{"type":"heartbeat"'])
      expect(decodeServer(wire)).toBeUndefined()
  })

  it('reads a message of a kind that it does not know, whose body is any object', () => {
    const { said } = serverSamples
    expect(decode({ ...said, kind: 'recall', body: { seq: 2 } })).toBeDefined()
    expect(decode({ ...said, kind: 'poll', body: { question: 'Tea?' } })).toBeDefined()
    for (const body of [null, 5, ['text'], true]) expect(decode({ ...said, body })).toBeUndefined()
  })

  it('reads the id of a message that the server made, where no client could choose it', () => {
    const { said, accepted } = serverSamples
    expect(decode({ ...said, id: 'recall/3' })).toBeDefined()
    expect(decode({ ...accepted, id: 'recall/3' })).toBeUndefined()
  })

  it('reads pages up to their limit', () => {
    const { page, said } = serverSamples
    const messages = (length: number) => Array.from({ length }, () => said)
    expect(decode({ ...page, messages: messages(limits.pageLines) })).toBeDefined()
    expect(decode({ ...page, messages: messages(limits.pageLines + 1) })).toBeUndefined()
  })

  it('looks into lists and objects', () => {
    const { entered, heartbeat, presence } = serverSamples
    expect(decode({ ...entered, messages: [{ seq: 1 }] })).toBeUndefined()
    expect(decode({ ...presence, joined: ['ann'] })).toBeUndefined()
    expect(decode({ ...heartbeat, tops: { lobby: -1 } })).toBeUndefined()
    expect(decode({ ...heartbeat, tops: [3] })).toBeUndefined()
  })
})
