import { describe, expect, it } from 'vitest'
import {
  type ClientFrameType,
  clientFrames,
  decodeClient,
  limits,
  type Port,
  type Undecoded,
} from '#protocol'
import { clientSamples, portOf } from './samples'

const types = Object.keys(clientSamples) as ClientFrameType[]
const onPort = (port: Port) => Object.keys(clientFrames[port]) as ClientFrameType[]

/** The refusal of a frame, or nothing when it was taken. */
function refusalOf(frame: unknown, port: Port = 'group'): Undecoded | undefined {
  const decoded = decodeClient(JSON.stringify(frame), port)
  return 'refusal' in decoded ? decoded.refusal : undefined
}

const idOfLength = (length: number) => 'x'.repeat(length)

describe('the type of a frame', () => {
  it.each([['null'], ['5'], ['"say"'], ['[]'], ['[{"type":"heartbeat"}]'], [''], ['{'], ['\ufeff{}']])(
    'a frame is an object, not %j',
    (wire) => {
      expect(decodeClient(wire, 'group')).toHaveProperty('refusal.code', 'bad-frame')
    },
  )

  it.each([[undefined], [null], [5], [{}], [['say']]])('is a text, not %j', (type) => {
    expect(refusalOf({ type })).toHaveProperty('code', 'bad-frame')
  })

  it.each(['', 'SAY', 'said', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'x'.repeat(60_000)])(
    'is unknown when it is %.20s',
    (type) => {
      expect(refusalOf({ type })).toHaveProperty('code', 'unknown-type')
    },
  )

  it('belongs on a port', () => {
    const groupOnly = onPort('group').filter((type) => !(type in clientFrames.direct))
    const directOnly = onPort('direct').filter((type) => !(type in clientFrames.group))
    expect(groupOnly.length * directOnly.length).toBeGreaterThan(0)
    for (const type of groupOnly)
      expect(refusalOf(clientSamples[type], 'direct')).toHaveProperty('code', 'wrong-port')
    for (const type of directOnly)
      expect(refusalOf(clientSamples[type], 'group')).toHaveProperty('code', 'wrong-port')
  })
})

describe.each(types)('%s', (type) => {
  const port = portOf(type)
  const shape = Object.entries<{ optional?: boolean }>(clientFrames[port][type as never])

  it.each(shape.filter(([, field]) => !field.optional).map(([name]) => name))('needs its %s', (name) => {
    expect(refusalOf({ ...clientSamples[type], [name]: undefined }, port)).toHaveProperty('code', 'bad-frame')
  })

  it.each(shape.filter(([, field]) => field.optional).map(([name]) => name))(
    'may go without its %s',
    (name) => {
      expect(refusalOf({ ...clientSamples[type], [name]: undefined }, port)).toBeUndefined()
    },
  )

  it.each(shape.map(([name]) => name))('does not take null for its %s', (name) => {
    expect(refusalOf({ ...clientSamples[type], [name]: null }, port)).toBeDefined()
  })
})

describe('ids', () => {
  const asId = (id: unknown) => refusalOf({ ...clientSamples.say, id })?.code
  const asRoom = (room: unknown) => refusalOf({ ...clientSamples.say, room })?.code

  it.each(['a', 'Z', '0', '_.:-', 'a:1', idOfLength(limits.idLength), '__proto__', 'constructor'])(
    'of a client may be %.20s',
    (id) => {
      expect(asId(id)).toBeUndefined()
    },
  )

  it.each([
    '',
    ' ',
    'a b',
    'a\n',
    'é',
    '茶',
    'a/b',
    '<a>',
    idOfLength(limits.idLength + 1),
    5,
    null,
    {},
    ['a'],
    true,
  ])('of a client may not be %j', (id) => {
    expect(asId(id)).toBe('bad-frame')
  })

  it.each(['lobby', 'a-b_c.d', idOfLength(limits.idLength), '__proto__'])(
    'of the server may be %.20s',
    (room) => {
      expect(asRoom(room)).toBeUndefined()
    },
  )

  it.each(['', 'a:b', 'a b', '茶', '../x', idOfLength(limits.idLength + 1), 5, null, {}])(
    'of the server may not be %j',
    (room) => {
      expect(asRoom(room)).toBe('bad-frame')
    },
  )
})

describe('numbers', () => {
  const asSeq = (seq: unknown) => refusalOf({ ...clientSamples.recall, seq })?.code
  const asCount = (since: unknown) => refusalOf({ ...clientSamples.enter, since })?.code

  it.each([1, 2, Number.MAX_SAFE_INTEGER])('a seq may be %d', (seq) => {
    expect(asSeq(seq)).toBeUndefined()
  })

  it.each([0, -1, 1.5, 2 ** 53, 1e300, '1', null, true, [1]])('a seq may not be %j', (seq) => {
    expect(asSeq(seq)).toBe('bad-frame')
  })

  it.each([0, -0, 1, Number.MAX_SAFE_INTEGER])('a count may be %d', (count) => {
    expect(asCount(count)).toBeUndefined()
  })

  it.each([-1, 0.5, 2 ** 53, '0', null, false])('a count may not be %j', (count) => {
    expect(asCount(count)).toBe('bad-frame')
  })

  it('that JSON cannot hold exactly are no seq', () => {
    expect(decodeClient('{"type":"recall","room":"lobby","seq":1e999}', 'group')).toHaveProperty('refusal')
  })
})

describe('say', () => {
  const { say } = clientSamples

  it.each(['sticker', 'recall', 'recalled', 'Text', '', 5, {}])('does not take the kind %j', (kind) => {
    expect(refusalOf({ ...say, kind })).toHaveProperty('code', 'unknown-kind')
  })

  it('mentions 50 people and no more', () => {
    const people = Array.from({ length: limits.mentions }, (_, index) => `p${index}`)
    expect(refusalOf({ ...say, mentions: people })).toBeUndefined()
    expect(refusalOf({ ...say, mentions: [...people, 'one-more'] })).toHaveProperty(
      'code',
      'too-many-mentions',
    )
  })

  it.each([['ann'], [{ 0: 'ann' }], [[5]], [['ann', '']], [[['ann']]]])('does not mention %j', (mentions) => {
    expect(refusalOf({ ...say, mentions })).toHaveProperty('code', 'bad-frame')
  })
})

describe('a refusal', () => {
  it('repeats the id, the type and the room of the frame', () => {
    expect(refusalOf({ type: 'say', id: 'f1', room: 'lobby' })).toMatchObject({
      id: 'f1',
      of: 'say',
      room: 'lobby',
    })
  })

  it('says which field is at fault', () => {
    expect(refusalOf({ ...clientSamples.say, mentions: ['ann', 5] })?.message).toContain('say.mentions[1]')
  })

  it.each([
    [{ id: 'a b' }, 'id'],
    [{ id: idOfLength(65) }, 'id'],
    [{ id: { a: 1 } }, 'id'],
    [{ room: 'a b' }, 'room'],
    [{ room: 5 }, 'room'],
    [{ type: 'x'.repeat(65) }, 'of'],
  ])('does not repeat what is not well formed: %j', (part, name) => {
    expect(refusalOf({ ...clientSamples.say, body: '', ...part })).not.toHaveProperty(name)
  })
})
