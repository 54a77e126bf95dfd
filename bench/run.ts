import { cpus, loadavg, release, totalmem } from 'node:os'
import { fanOut } from './fan-out'
import { joining } from './joining'
import { jump } from './jump'
import { messageList } from './message-list'
import { history, startUp } from './past'
import { reactions } from './reactions'
import { keep } from './report'
import { ringing } from './ringing'
import { seal } from './seal'
import { underAttack } from './under-attack'
import { web } from './web'
import { halfLoad, wholeWay } from './whole-way'

/** What can be measured: a subject gives one table. */
const subjects = {
  'fan-out': fanOut,
  'whole-way': wholeWay,
  'half-load': halfLoad,
  joining,
  reactions,
  seal,
  'under-attack': underAttack,
  history,
  'start-up': startUp,
  'message-list': messageList,
  jump,
  calls: ringing,
  web,
} satisfies Record<string, () => Promise<object[]>>
type Subject = keyof typeof subjects

const all = Object.keys(subjects) as Subject[]
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !all.includes(name as Subject))
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')}. There is: ${all.join(', ')}\n`)
  process.exit(1)
}

const [cpu] = cpus()
const machine = `${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}`
const loadNow = () => Math.round((loadavg()[0] ?? 0) * 10) / 10

for (const name of all.filter((one) => asked.length === 0 || asked.includes(one))) {
  const before = loadNow()
  const begun = performance.now()
  const rows = await subjects[name]().catch((error: unknown) => {
    process.stderr.write(`\n${name} could not be measured: ${error instanceof Error ? error.stack : error}\n`)
    process.exitCode = 1
  })
  if (!rows) continue
  const seconds = Math.round((performance.now() - begun) / 1_000)
  keep(name, { date: new Date().toISOString(), machine, seconds, load: { before, after: loadNow() }, rows })
  process.stdout.write(`\n${name} (${seconds} s)\n`)
  // biome-ignore lint/suspicious/noConsole: a table on the terminal is what this command is for
  console.table(rows)
}
