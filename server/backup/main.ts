import { parseArgs } from 'node:util'
import { settingsOfProgram } from '../config/settings-of-program'
import { backUp } from './back-up'
import { restore } from './restore'

/** `npm run backup -- --to DIR` and `npm run restore -- --from DIR`, on the store and the folders of the settings. */

const usage = `npm run backup -- --to DIR      copies everything into an empty folder, while the server runs
npm run restore -- --from DIR   brings it into an empty store, while none runs`

const tell = (sentence: string) => void process.stdout.write(`${sentence}\n`)

async function run([command = '', ...args]: string[]): Promise<string> {
  const options = { from: { type: 'string' }, to: { type: 'string' } } as const
  const { from, to } = parseArgs({ args, options }).values
  if (command === 'backup' && to) return summary(to, await backUp(settingsOfProgram(), to, tell))
  if (command !== 'restore' || !from) throw new Error(usage)
  await restore(settingsOfProgram(), from, tell)
  return 'Restored: every file is as it was backed up.'
}

function summary(to: string, missing: string[]): string {
  const shown = missing.slice(0, 10).join(', ')
  const lost =
    missing.length === 0
      ? ''
      : `\nNot there, removed meanwhile or lost before: ${missing.length} files (${shown})`
  return `Backed up and checked: ${to}. It holds everything, secrets too: keep it where only you can read it.${lost}`
}

try {
  tell(await run(process.argv.slice(2)))
} catch (error) {
  process.stderr.write(`Not done: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
