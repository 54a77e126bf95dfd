import { type Logger, pino } from 'pino'
import { plainLine } from './plain-line'

export type { Logger } from 'pino'

/**
 * One line an event, to standard output: of JSON, for a program that reads along; on a terminal for a person. Whatever
 * is named like a secret is blotted out. Without a level all from `info` on is logged, on a terminal from `warn` on.
 */
export function openLog(level: string | undefined, isTerminal: boolean): Logger {
  const secrets = ['authorization', 'token', 'secret', 'password', 'session_key', 'code', 'openid']
  const options = {
    level: level ?? (isTerminal ? 'warn' : 'info'),
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
  }
  if (!isTerminal) return pino(options)
  return pino(options, { write: (line: string) => void process.stdout.write(plainLine(line)) })
}
