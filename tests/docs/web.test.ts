import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const runtime = 'web/runtime'

/** The folders of the runtime, in the order of the table. */
const folders = [...readFileSync('docs/WEB.md', 'utf8').matchAll(/^\| `(\w+)\/` \|/gm)].map(
  ([, name = '']) => name,
)

/** What each script of a folder imports, as paths from the runtime's folder; what is of the mini-program, the map of docs/ARCHITECTURE.md tells. */
function importsOf(folder: string): { file: string; imported: string }[] {
  const files = readdirSync(join(runtime, folder), { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file))
    .flatMap((file) => {
      const text = readFileSync(join(runtime, file), 'utf8')
      const names = [...text.matchAll(/(?:from |import\()'(\.[^']*)'/g)].map(([, name = '']) => name)
      return names.map((name) => ({ file, imported: join(dirname(file), name) }))
    })
    .filter(({ imported }) => !imported.startsWith('../../miniprogram/'))
}

it('names every folder of the web runtime', () => {
  const present = readdirSync(runtime, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect([...folders].sort()).toEqual(present.map(({ name }) => name).sort())
})

it.each(folders)('lets %s import itself and the folders above it alone', (folder) => {
  const allowed = ['bundle', ...folders.slice(0, folders.indexOf(folder) + 1)]
  const others = importsOf(folder).filter(({ imported }) => !allowed.includes(imported.split('/')[0] ?? ''))
  expect(others).toEqual([])
})
