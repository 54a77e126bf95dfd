import { linksIn } from './links'

/** How a piece of a text looks: `code` within a line, `block` of code, `said` by somebody else. */
type Look = 'code' | 'block' | 'said'

/** A piece of a text; with `url` it is a link, with `person` the name of somebody who is mentioned. */
export interface TextPart {
  text: string
  url?: string
  person?: string
  look?: Look
}

/** Pieces of one text: each is a part of the page, and a phone bears not thousands in every message. */
const mostParts = 300
/** Any sign of something that does not look like the rest. */
const signs = /[`>]|https?:\/\//i
/** Lines between two that begin with three backticks; the first of these may name a language. */
const fenced = /^```[^\n`]*\n([\s\S]*?)\n?```[ \t]*$/m
/** Lines that begin with `>` and a blank, with empty ones between them. Without the blank it may be a face: `>_<`. */
const quoted = /((?:^> +\S.*\n?)(?:^>(?: .*)?$\n?)*)/m
/** Between backticks in one line, or between runs of them. */
const inline = /`{1,3}([^`\n]+)`{1,3}/

/**
 * A text cut into the pieces that look different, as people mark them: `code`, fenced blocks of code, lines quoted by `> `, and
 * links, and the names of `people` who are mentioned (their ids by `@` and name). Nothing else of Markdown means anything, and nothing is HTML. Empty where all of it looks the same, and of more than
 * 300 pieces. Of the marks only those are left out that are whole: an open fence is a text as any other.
 */
export function partsOf(text: string, people: ReadonlyMap<string, string> = new Map()): TextPart[] {
  if (!signs.test(text) && people.size === 0) return []
  const parts = cut(text, fenced, 'block', (rest) =>
    cut(rest, quoted, 'said', (line) => cut(line, inline, 'code', (words) => plainParts(words, people))),
  )
  if (parts.length > mostParts) return []
  const [first] = parts
  return parts.length === 1 && first?.text === text && !first.url && !first.person ? [] : parts
}

/** What the pattern finds looks so; `others` cuts what stands around it. */
function cut(text: string, pattern: RegExp, look: Look, others: (text: string) => TextPart[]): TextPart[] {
  const parts: TextPart[] = []
  // The pattern has a group: what it finds stands between the pieces.
  const pieces = text.split(pattern)
  pieces.forEach((piece, at) => {
    if (at % 2 === 1) {
      parts.push({ text: look === 'said' ? withoutMarks(piece) : piece, look })
      return
    }
    // A block begins and ends a line by itself.
    const isBlock = look !== 'code'
    const from = isBlock && at > 0 && piece.startsWith('\n') ? 1 : 0
    const isBefore = isBlock && at < pieces.length - 1
    const rest = piece.slice(from, isBefore && piece.endsWith('\n') ? -1 : undefined)
    if (rest !== '') parts.push(...others(rest))
  })
  return parts
}

function linksOf(text: string): TextPart[] {
  const links = linksIn(text)
  return links.length > 0 ? links : [{ text }]
}

function withoutMarks(lines: string): string {
  return lines.replace(/^> ?/gm, '').replace(/\n$/, '')
}

/** Links, and the names beside them. */
function plainParts(text: string, people: ReadonlyMap<string, string>): TextPart[] {
  const parts: TextPart[] = []
  for (const part of linksOf(text)) parts.push(...(part.url === undefined ? namesOf(part, people) : [part]))
  return parts
}

function namesOf(part: TextPart, people: ReadonlyMap<string, string>): TextPart[] {
  if (people.size === 0) return [part]
  // The longest first: one name may be the beginning of another.
  const names = [...people.keys()].sort((one, other) => other.length - one.length)
  const pattern = new RegExp(
    `(${names.map((name) => name.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|')})`,
  )
  const pieces = part.text.split(pattern).filter((text) => text !== '')
  return pieces.map((text) => {
    const person = people.get(text)
    return person === undefined ? { text } : { text, person }
  })
}
