import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  clientFrames,
  closes,
  decodeClient,
  decodeServer,
  isTemporary,
  limits,
  mayReconnect,
  refusals,
  sealingFrames,
  serverFrames,
} from '#protocol'
import * as bodies from '../../miniprogram/protocol/bodies'
import * as calls from '../../miniprogram/protocol/calls'
import type { Field, Shape } from '../../miniprogram/protocol/fields'
import * as ids from '../../miniprogram/protocol/ids'
import { nameText } from '../../miniprogram/protocol/names'
import { noteText, textBody } from '../../miniprogram/protocol/text'
import * as values from '../../miniprogram/protocol/values'
import { type Bindings, resolved, sampleSession } from '../conformance/sample-session'
import { code, sectionsOf, tablesOf } from './markdown'

const sections = sectionsOf(readFileSync(new URL('../../docs/PROTOCOL.md', import.meta.url), 'utf8'))

/** The rows of the first table of a section. */
function tableOf(title: string): string[][] {
  const section = sections.find((one) => one.title === title)
  return (section && tablesOf(section.text)[0]) ?? []
}

/** The frame sections under a chapter: the table of fields by type of frame. */
function framesIn(chapter: string, heading: RegExp): Map<string, string[][]> {
  const start = sections.findIndex(({ title }) => title === chapter)
  const found = new Map<string, string[][]>()
  for (const { level, title, text } of start < 0 ? [] : sections.slice(start + 1)) {
    if (level < 3) break
    const type = heading.exec(title)?.[1]
    if (type) found.set(type, tablesOf(text)[0] ?? [])
  }
  return found
}

/** What the document calls a field's type, by the check that the field makes. */
const typeNames = new Map<Field<unknown>['problem'], string>([
  [ids.clientId.problem, 'client id'],
  [ids.batchId.problem, 'batch id'],
  [ids.typedId.problem, 'typed id'],
  [ids.messageId.problem, 'message id'],
  [ids.serverId.problem, 'id'],
  [values.seq.problem, 'seq'],
  [values.count.problem, 'count'],
  [values.time.problem, 'time'],
  [values.flag.problem, 'flag'],
  [values.anyString.problem, 'text'],
  [values.tops.problem, 'tops'],
  [values.person.problem, 'person'],
  [values.message.problem, 'message'],
  [values.reactions.problem, 'reactions'],
  [values.pinned.problem, 'pinned'],
  [values.readers.problem, 'readers'],
  [values.readersOf.problem, 'read or unread'],
  [bodies.reactionEmoji.problem, 'emoji'],
  [values.mark.problem, 'mark'],
  [values.roomCard.problem, 'room card'],
  [values.messageFields.body.problem, 'body'],
  [calls.callMedia.problem, 'call media'],
  [calls.callAnswer.problem, 'call answer'],
  [calls.description.problem, 'description'],
  [textBody.problem, 'body text'],
  [nameText.problem, 'name'],
  [noteText.problem, 'note'],
  [clientFrames.group.say.kind.problem, 'kind said'],
  [bodies.saidBody.problem, 'said body'],
  [bodies.imageType.problem, 'image type'],
  [bodies.moving.problem, 'flag'],
  [bodies.voiceType.problem, 'voice type'],
  [bodies.videoType.problem, 'video type'],
  [bodies.fileName.problem, 'file name'],
  [bodies.pixels.problem, 'pixels'],
  [bodies.imageBytes.problem, 'image bytes'],
  [bodies.voiceBytes.problem, 'voice bytes'],
  [bodies.videoBytes.problem, 'video bytes'],
  [bodies.fileBytes.problem, 'file bytes'],
  [bodies.voiceMs.problem, 'voice ms'],
  [bodies.videoMs.problem, 'video ms'],
])

function typeName(field: Field<unknown>): string {
  const isList = field.problem({}, '')?.message.endsWith('must be a list.')
  return isList ? 'list' : (typeNames.get(field.problem) ?? 'a type that the test does not know')
}

/** Field, type, needed or not: as the code has it. */
function rowsOfShape(shape: Shape): string[][] {
  return Object.entries(shape).map(([name, field]) => [name, typeName(field), field.optional ? 'no' : 'yes'])
}

/** The same as the document has it. */
function rowsOfTable(rows: string[][]): string[][] {
  return rows.map(([name, type = '', needed = '']) => [
    code(name),
    type.replace(/^list of .+/, 'list'),
    needed,
  ])
}

function shapesWithout(shapes: Record<string, Shape>, others: Record<string, Shape>): Record<string, Shape> {
  return Object.fromEntries(Object.entries(shapes).filter(([type]) => !(type in others)))
}

const both = Object.fromEntries(
  Object.entries(clientFrames.group).filter(([type]) => type in clientFrames.direct),
)
const fromClient: Array<[string, Record<string, Shape>]> = [
  ['Frames to both ports', both],
  ['Frames to the group port', shapesWithout(clientFrames.group, clientFrames.direct)],
  ['Frames to the direct port', shapesWithout(clientFrames.direct, clientFrames.group)],
]

describe.each(fromClient)('%s', (chapter, shapes) => {
  const described = framesIn(chapter, /^To server: `(\w+)`$/)

  it('are those of the code', () => {
    expect([...described.keys()].sort()).toEqual(Object.keys(shapes).sort())
  })

  it.each(Object.keys(shapes))('%s has the fields of the code', (type) => {
    expect(rowsOfTable(described.get(type) ?? [])).toEqual(rowsOfShape(shapes[type] ?? {}))
  })
})

describe('Frames from the server', () => {
  const chapters = ['Frames from both ports', 'Frames from the group port', 'Frames from the direct port']
  const described = new Map(chapters.flatMap((chapter) => [...framesIn(chapter, /^From server: `(\w+)`$/)]))
  const shapes: Record<string, Shape> = serverFrames

  it('are those of the code', () => {
    expect([...described.keys()].sort()).toEqual(Object.keys(shapes).sort())
  })

  it.each(Object.keys(shapes))('%s has the fields of the code', (type) => {
    expect(rowsOfTable(described.get(type) ?? [])).toEqual(rowsOfShape(shapes[type] ?? {}))
  })
})

describe('Frames of the sealing', () => {
  const described = framesIn('Sealing', /^Sealing frame: `(\w+)`$/)
  const shapes: Record<string, Shape> = sealingFrames

  it('are those of the code', () => {
    expect([...described.keys()].sort()).toEqual(Object.keys(shapes).sort())
  })

  it.each(Object.keys(shapes))('%s has the fields of the code', (type) => {
    expect(rowsOfTable(described.get(type) ?? [])).toEqual(rowsOfShape(shapes[type] ?? {}))
  })
})

describe('Objects', () => {
  const objects: Record<string, Shape> = {
    person: values.personFields,
    message: values.messageFields,
    reactions: values.reactionFields,
    pinned: values.pinnedFields,
    mark: values.markFields,
    ...bodies.mediaFields,
    'room card': values.roomCardFields,
    readers: values.readersFields,
    member: values.memberFields,
  }

  it('are those of the code', () => {
    const titles = sections.flatMap(({ title }) => /^Object `(.+)`$/.exec(title)?.[1] ?? [])
    expect(titles).toEqual(Object.keys(objects))
  })

  it.each(Object.entries(objects))('%s has the fields of the code', (name, shape) => {
    expect(rowsOfTable(tableOf(`Object \`${name}\``))).toEqual(rowsOfShape(shape))
  })

  it('kinds of message are those of the code', () => {
    const text = sections.find(({ title }) => title === 'Object `message`')?.text ?? ''
    expect(tablesOf(text)[1]?.map(([kind]) => code(kind))).toEqual([...bodies.kinds])
  })
})

describe('Codes', () => {
  it('of refusals are those of the code, in its order', () => {
    const described = tableOf('Refusals').map(([name, temporary]) => [code(name), temporary])
    const known = Object.keys(refusals).map((name) => [name, isTemporary(name) ? 'yes' : 'no'])
    expect(described).toEqual(known)
  })

  it('of refusals that a frame names are known', () => {
    const lines = sections.flatMap(({ title, text }) =>
      title.startsWith('To server') ? (text.match(/^Refusals: .*(\n[^\n|#]+)*/gm) ?? []) : [],
    )
    const named = lines.flatMap((line) => line.match(/`[a-z]+(-[a-z]+)*`/g) ?? []).map(code)
    expect(named.length).toBeGreaterThan(50)
    const fields = ['id', 'reply', 'seq', 'around', 'to']
    expect(named.filter((name) => !(name in refusals) && !fields.includes(name))).toEqual([])
  })

  const rows = tableOf('Closes').map(([codes = '', back, reason]) => ({ codes, back, reason: code(reason) }))

  it('of closes are those of the code', () => {
    // A row without a reason is a standard code that the server does not choose by itself.
    const described = rows
      .filter(({ reason }) => reason !== '')
      .map(({ codes, reason }) => [Number(codes), reason])
    expect(new Map(described as Array<[number, string]>)).toEqual(
      new Map(Object.values(closes).map((close) => [close.code, close.reason])),
    )
  })

  it('of closes say rightly whether to come back', () => {
    for (const { codes, back } of rows)
      for (const one of codes.split(', ')) expect(back, one).toBe(mayReconnect(Number(one)) ? 'yes' : 'no')
  })

  it('that mean "do not come back" among the standard ones are all named', () => {
    const text = sections.find(({ title }) => title === 'Closes')?.text ?? ''
    const named = (/what the client sent \(([\d, ]+)\)/.exec(text)?.[1] ?? '').split(', ').map(Number)
    const standard = Array.from({ length: 16 }, (_, at) => 1000 + at)
    expect(named).toEqual(standard.filter((one) => !mayReconnect(one)))
  })
})

describe('Limits', () => {
  it('are those of the code', () => {
    const described = tableOf('Limits').map(([name, value = '']) => [
      code(name),
      Number(value.replaceAll(',', '')),
    ])
    expect(Object.fromEntries(described)).toEqual(limits)
  })
})

describe('The sample session', () => {
  /** A value of the right kind for every placeholder. */
  const stands: Bindings = new Map()
  const frameOf = (what: string): string => {
    for (const [, name = ''] of what.matchAll(/<([\w. ]+)>/g))
      stands.set(name, name.startsWith('time') ? 1 : 'x')
    return JSON.stringify(resolved(JSON.parse(what), {}, stands))
  }
  const steps = sampleSession().filter(({ way, what }) => way !== 'http' && what.startsWith('{'))

  it('has two people, both ports and both directions', () => {
    expect(new Set(steps.map(({ who }) => who)).size).toBe(2)
    expect(new Set(steps.map(({ way, direction }) => way + direction)).size).toBe(4)
  })

  it.each(steps.map(({ line, ...step }) => [line, step] as const))(
    '%.60s is a frame',
    (_, { way, direction, what }) => {
      if (way === 'http') return
      const wire = frameOf(what)
      if (direction === '<') expect(decodeServer(wire)).toEqual(JSON.parse(wire))
      else expect(decodeClient(wire, way)).toEqual({ frame: JSON.parse(wire) })
    },
  )
})
