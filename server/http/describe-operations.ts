/** What is read and written here of the OpenAPI document; more stands in it. */
interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema: object
  example?: unknown
}
interface Content {
  schema?: { properties?: Record<string, object>; anyOf?: object[] }
  example?: unknown
}
interface Operation {
  operationId?: string
  tags?: string[]
  security?: object[]
  parameters?: Parameter[]
  requestBody?: { content: Record<string, Content> }
  responses: Record<string, { description: string; content?: Record<string, Content> }>
}
export type Paths = Record<string, Record<string, Operation>>

/** What each route is about, by the first address that fits. */
const tags = [
  ['/api/(login|register|renew|logout|seal)', 'Signing in'],
  ['/api/(me|people|contacts)', 'People'],
  ['/api/rooms/[^/]+/pass|/api/(media|uploads)|/media', 'Files'],
  ['/api/rooms', 'Rooms'],
  ['/api/calls', 'Calls'],
  ['/', 'Running the server'],
] as const

/** A value for each name in addresses and bodies: the same name is always the same thing. */
const examples: Record<string, unknown> = {
  name: 'Ann',
  password: 'a kettle of tea',
  current: 'a pot of coffee',
  code: '0b3PBe000TxKqR1bcD100bqLWY2PBe0W',
  avatar: 'preset:3',
  id: 'ann2k4m6n8',
  room: 'lobby',
  limit: 20,
  kind: 'file',
  size: 5,
  call: 'k7m2p9x4w1',
  ticket: 'Nf3kV0sYw1Qb8uTz6LrXe2HcPa9MjDgI',
  upload: 'k3v9q2m7w4x8z6b1n5c0',
  chunk: '0',
  media: 'k3v9q2m7w4x8z6b1n5c0',
  pass: 'eyJhbGciOiJIUzI1NiJ9',
}

const sealHeader = {
  name: 'Seal',
  in: 'header',
  description:
    'Asks for a sealed answer: `<fingerprint of a key of GET /api/seal> <base64 of an AES-256 key, wrapped for it> <number>`.',
  schema: { type: 'string', pattern: '^\\S+ \\S+ \\d{1,15}$' },
}
const sealed = { $ref: '#/components/schemas/Sealed' }
/** Problems that come before a key is unwrapped. */
const bareStatus = ['401', '408', '431']

/** Completes the document with what follows from addresses and from the way answers are sealed. `required`: sealing is. */
export function describeOperations(paths: Paths, required: boolean): void {
  for (const [path, verbs] of Object.entries(paths))
    for (const [verb, operation] of Object.entries(verbs)) {
      operation.operationId = nameOf(verb, path)
      operation.tags = tags
        .filter(([prefix]) => new RegExp(`^(?:${prefix})`).test(path))
        .slice(0, 1)
        .map(([, tag]) => tag)
      if (operation.security && path.startsWith('/api/')) describeSealing(operation, required)
      giveExamples(operation)
    }
}

/** `GET /api/rooms/{room}/pass` is `getRoomsRoomPass`. */
function nameOf(verb: string, path: string): string {
  const words = path.replace(/^\/api/, '').match(/[a-z]+/gi) ?? []
  return verb + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')
}

function describeSealing(operation: Operation, required: boolean): void {
  const onlySealed = required && /`sealed-only`/.test(operation.responses[403]?.description ?? '')
  operation.parameters = [...(operation.parameters ?? []), { ...sealHeader, required: onlySealed }]
  for (const [status, { content = {} }] of Object.entries(operation.responses))
    for (const [type, one] of Object.entries(content))
      if (type.includes('json') && !bareStatus.includes(status))
        one.schema = { anyOf: [one.schema ?? {}, sealed] }
}

function giveExamples({ parameters = [], requestBody }: Operation): void {
  for (const parameter of parameters)
    if (parameter.name in examples) parameter.example = examples[parameter.name]
  const json = requestBody?.content['application/json']
  const names = Object.keys(json?.schema?.properties ?? {}).filter((name) => name in examples)
  if (json) json.example = Object.fromEntries(names.map((name) => [name, examples[name]]))
}
