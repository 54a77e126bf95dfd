import { existsSync } from 'node:fs'
import { readSettings } from './read'
import type { Settings } from './settings'

/**
 * The settings of this program, from its environment and from `.env` in the working folder; what the environment itself
 * says goes first. Ends the program with every mistake as a sentence.
 */
export function settingsOfProgram(): Settings {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const read = readSettings(process.env)
  if ('settings' in read) return read.settings
  process.stderr.write(`The settings cannot be used:\n${read.mistakes.map((one) => `  ${one}\n`).join('')}`)
  process.exit(1)
}
