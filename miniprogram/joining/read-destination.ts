import type { Destination, JoiningProblem } from './destination'

/** What a page got in `onLoad`, or an address carries behind its `?`. */
export type Query = Record<string, string | undefined>

const idPattern = /^[\w.-]{1,64}$/
/** WeChat allows 32 visible characters in a scene. */
const sceneLength = 32

function nowhere(problem: JoiningProblem): Destination {
  return { to: 'nowhere', problem }
}

/** `decodeURIComponent` for what a stranger wrote. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/**
 * Reads the scene of a scanned mini-program code: `c=<code>` joins a room, `r=<room>` opens one,
 * `u=<person>` shows a person.
 */
function readScene(scene: string): Destination {
  const text = decoded(scene)
  const [, key, value] = /^([cru])=([\w.-]+)$/.exec(text ?? '') ?? []
  if (text === undefined || text.length > sceneLength || value === undefined) return nowhere('unreadable')
  if (key === 'c') return { to: 'code', code: value.toUpperCase() }
  return key === 'r' ? { to: 'room', room: value } : { to: 'person', person: value }
}

/** Reads the query of a page: a scene, a share card's `room`, `code` and `from`, or a `person`. */
export function readQuery(query: Query): Destination {
  if (query.scene !== undefined) return readScene(query.scene)
  const { room, code, person, from } = query
  for (const id of [room, code, person, from]) {
    if (id !== undefined && !idPattern.test(id)) return nowhere('unreadable')
  }
  const inviter = from === undefined ? {} : { from }
  if (code !== undefined) return { to: 'code', code: code.toUpperCase(), ...(room && { room }), ...inviter }
  if (room !== undefined) return { to: 'room', room, ...inviter }
  return person === undefined ? { to: 'home' } : { to: 'person', person }
}

function queryOf(text: string): Query {
  const query: Query = {}
  for (const part of text.split('&')) {
    const at = part.indexOf('=')
    const name = at < 0 ? part : part.slice(0, at)
    const value = at < 0 ? '' : decoded(part.slice(at + 1))
    // Half an escape makes it unreadable, and not simply absent.
    if (name !== '') query[name] = value ?? '%'
  }
  return query
}

/** Reads a path of this program, as a scan gives it for its own codes. */
export function readPath(path: string): Destination {
  const at = path.indexOf('?')
  return at < 0 ? { to: 'home' } : readQuery(queryOf(path.slice(at + 1)))
}

/** Reads what any code in the world may hold; `home` is the base address of our own web room. */
export function readScanned(scan: { path?: string; result?: string }, home: string): Destination {
  if (scan.path) return readPath(scan.path)
  const text = (scan.result ?? '').trim()
  if (!/^https?:\/\//i.test(text)) return nowhere(text === '' ? 'unreadable' : 'foreign')
  const base = home.replace(/\/+$/, '')
  if (text !== base && !text.startsWith(`${base}/`)) return nowhere('foreign')
  const hash = text.indexOf('#')
  return readPath(hash < 0 ? text : text.slice(hash + 1))
}
