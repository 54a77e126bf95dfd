import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n')
const folders = new Set(tracked.filter((file) => file.includes('/')).map((file) => file.split('/')[0]))
/** What was once is named there, and what others wrote. */
const apart = ['CHANGELOG.md', 'THIRD_PARTY_NOTICES.md']
const documents = tracked.filter((file) => file.endsWith('.md') && !apart.includes(file))
/** Made by a build. */
const built = ['miniprogram/iview']

/** The files and folders of ours that a document names in code marks. */
function pathsIn(document: string): string[] {
  const codes = readFileSync(document, 'utf8').matchAll(/`([\w.-]+(?:\/[\w.-]+)+)\/?`/g)
  return [...codes].map(([, path = '']) => path).filter((path) => folders.has(path.split('/')[0]))
}

it.each(documents)('the files and folders that %s names are there', (document) => {
  const missing = pathsIn(document).filter((path) => !existsSync(path) && !built.includes(path))
  expect(missing).toEqual([])
})

it('documents do name files', () => {
  expect(documents.flatMap(pathsIn).length).toBeGreaterThan(100)
})
