import { pino } from 'pino'

interface Event {
  level: number
  time: string
  msg?: string
  err?: { stack?: string; message?: string }
}

/** A line of the log for a person: the time of day, how grave it is, what happened, and what goes with it. */
export function plainLine(json: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(json) as Event
  const details = Object.entries(rest).map(([name, value]) => ` ${name}=${shown(value)}`)
  const trace = err ? `\n${(err.stack ?? err.message ?? '').replace(/^/gm, '    ')}` : ''
  return `${new Date(time).toTimeString().slice(0, 8)} ${pino.levels.labels[level]}: ${msg ?? ''}${details.join('')}${trace}\n`
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
