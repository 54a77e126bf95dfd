import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'

const folders = ['server', 'miniprogram', 'web', 'bench', 'faults', 'scripts', 'tests']

/** The sources in a folder of ours, without packages that were installed or copied there. */
function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(^|\/)(iview|miniprogram_npm|node_modules)\//.test(file))
    .map((file) => `${folder}/${file}`)
}

it('has ambient types in typings/ and nowhere else', () => {
  expect(folders.flatMap(sourcesIn).filter((file) => file.endsWith('.d.ts'))).toEqual([])
})

it('checks the ambient types themselves, which the option skipLibCheck leaves out', () => {
  // The one project that takes in all of them.
  const options = ['-p', 'tests/client', '--skipLibCheck', 'false', '--listFiles']
  const tsc = spawnSync('node_modules/.bin/tsc', options, { encoding: 'utf8' })
  expect(tsc.stdout).toMatch(/typings\/wx-gaps\.d\.ts$/m)
  expect(tsc.stdout.split('\n').filter((line) => line.startsWith('typings/'))).toEqual([])
})
