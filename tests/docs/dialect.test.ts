import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** The lines of a folder's scripts that match, each with its file. Folders that a build copies there are left out. */
function linesWith(pattern: RegExp, ...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(
        (file) => /\.(ts|mjs)$/.test(file) && !/(^|\/)(iview|miniprogram_npm|node_modules)\//.test(file),
      )
      .flatMap((file) =>
        readFileSync(join(folder, file), 'utf8')
          .split('\n')
          .filter((line) => pattern.test(line))
          .map((line) => `${folder}/${file}: ${line.trim()}`),
      ),
  )
}

it('members are private to the engine, but in the mini-program, where its compiler makes that dear', () => {
  expect(
    linesWith(/^ +private (?!constructor)/, 'server', 'web', 'bench', 'faults', 'scripts', 'tests'),
  ).toEqual([])
  expect(linesWith(/this\.#|^ +(readonly |async |get )?#\w+[(:; =]/, 'miniprogram')).toEqual([])
})

it('no literal of the mini-program has a property of Unicode, which its compiler writes out', () => {
  expect(linesWith(/\/.*\\p\{.*\/[a-z]*u/, 'miniprogram')).toEqual([])
})
