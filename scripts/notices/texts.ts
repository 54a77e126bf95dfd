import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooserOf, licenceIn, type Shipped } from './shipped'

/** What a licence demands to be said: whose the work is, and the terms. */
export interface Notice {
  copyright: string[]
  terms: string
}

const standard = join(import.meta.dirname, 'licences')

/**
 * The notices of a package, as it brings them. What is optional is installed on some machines only, so it has those of the
 * package that chooses it, or the standard text of its licence: the answer is the same everywhere.
 */
export function noticesOf(shipped: Shipped): Notice[] {
  const { folder, licence, optional } = shipped
  if (!optional) return [...noticesIn(folder), ...(needsStandard(shipped) ? standardNotices(shipped) : [])]
  const chooser = chooserOf(shipped)
  return chooser && licenceIn(chooser) === licence ? noticesIn(chooser) : standardNotices(shipped)
}

/** The files with the terms that a package brings. */
export function licenceFiles(folder: string): string[] {
  const files = readdirSync(folder).filter((name) =>
    /(licen[cs]e|copying|notice)[^.]*(\.(md|txt|mit|bsd))?$/i.test(name),
  )
  return files.sort()
}

function noticesIn(folder: string): Notice[] {
  return licenceFiles(folder).map((name) => split(readFileSync(join(folder, name), 'utf8')))
}

/** The LGPL wants its own text to come along, and that of the GPL, whatever the package itself says. */
function needsStandard({ folder, licence }: Shipped): boolean {
  return licence.includes('LGPL') || licenceFiles(folder).length === 0
}

function standardNotices({ folder, licence, optional }: Shipped): Notice[] {
  const ids = licence.split(/ AND /).map((id) => id.replace(/-(or-later|only)$/, ''))
  const copyright = optional ? [] : authorIn(folder)
  return ids
    .flatMap((id) => (id === 'LGPL-3.0' ? [id, 'GPL-3.0'] : [id]))
    .map((id) => ({ copyright, terms: readFileSync(join(standard, `${id}.txt`), 'utf8').trimEnd() }))
}

function authorIn(folder: string): string[] {
  const { author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    author?: string | { name: string }
  }
  const name = typeof author === 'string' ? author : author?.name
  return name ? [`Copyright (c) ${name}`] : []
}

/** Lines of a text in which whose it is stands: before the terms begin, and in Apache's licence after them. */
const headLines = 12
const footLines = 16
const copyrightLine = /^\W*(copyright\b(?!.*\[yyyy\]).*(\d{4}|\(c\)|©)|©|\(c\) \d)/i
const titleLine = /^\W*(the )?((simplified )?(MIT|ISC|BSD[\w -]*)( licen[cs]e)?( \(\w+\))?|licen[cs]e)\W*$/i

/** Takes title and copyright off the terms, so that the same terms of many are said once. */
function split(text: string): Notice {
  const lines = text.trim().replaceAll('\r', '').split('\n')
  const copyright: string[] = []
  const terms: string[] = []
  for (const [at, line] of lines.entries()) {
    const outside = at < headLines || at >= lines.length - footLines
    if (outside && copyrightLine.test(line)) copyright.push(line.trim())
    else if (at >= headLines || !titleLine.test(line)) terms.push(line.trimEnd())
  }
  return { copyright, terms: terms.join('\n').trim() }
}
