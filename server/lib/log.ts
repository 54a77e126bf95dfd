import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** One line of JSON an event, to standard output. Whatever is named like a secret is blotted out. */
export function openLog(level: string): Logger {
  const secrets = ['authorization', 'token', 'secret', 'password', 'session_key', 'code', 'openid']
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
  })
}
