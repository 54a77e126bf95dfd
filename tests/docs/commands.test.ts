import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { scripts } from '../../package.json'

const documents = ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md']

/** The scripts that a document tells people to call. */
function namedIn(document: string): string[] {
  const text = readFileSync(document, 'utf8')
  return [...text.matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(test|start)\b)/g)].map(
    ([, run, short]) => run ?? short ?? '',
  )
}

describe('the commands in the documents', () => {
  it.each(documents)('exist, in %s', (document) => {
    const named = namedIn(document)
    expect(named.length).toBeGreaterThan(0)
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named))
  })

  it('are all that a person may call: npm itself calls what runs before or after another', () => {
    const all = Object.keys(scripts)
    const called = all.filter((name) => !all.some((other) => [`pre${other}`, `post${other}`].includes(name)))
    expect(called).not.toContain('prestart')
    expect(documents.flatMap(namedIn)).toEqual(expect.arrayContaining(called))
  })
})
