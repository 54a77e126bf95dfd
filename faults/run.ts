import { parseArgs } from 'node:util'
import { checkChurn } from './churn'
import { type KindOfCluster, kindsOfCluster, missing } from './cluster'
import { kinds } from './plan'
import { checkPutOut } from './put-out'
import { survive } from './survive'

/** Messages a second where nothing else is asked for: what two cores bear together with all the faults. */
const usualRate: Record<KindOfCluster, number> = { embedded: 1_000, scaled: 200 }

const { values } = parseArgs({
  options: {
    on: { type: 'string', default: kindsOfCluster.join(',') },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    people: { type: 'string', default: '10' },
    rate: { type: 'string' },
    only: { type: 'string', default: '' },
    'churn-seconds': { type: 'string', default: '30' },
  },
})
const [seconds, seed, people] = [values.seconds, values.seed, values.people].map(Number) as [
  number,
  number,
  number,
]
const churnSeconds = Number(values['churn-seconds'])
const only = values.only === '' ? [] : values.only.split(',')

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** A fault of its own, that of `put-out.ts`: it takes longer than those of a plan. */
const putOut = 'redis-put-out'
const isPlanned = only.length === 0 || only.some((one) => one !== putOut)

const unknown = [
  ...values.on.split(',').filter((one) => !(kindsOfCluster as readonly string[]).includes(one)),
  ...only.filter((one) => ![...kinds, putOut].includes(one)),
]
if (unknown.length > 0) {
  say(`There is no ${unknown.join(', ')}. There is: ${[...kindsOfCluster, ...kinds, putOut].join(', ')}`)
  process.exit(1)
}

let passed = true
for (const on of kindsOfCluster.filter((kind) => values.on.split(',').includes(kind))) {
  const reason = missing(on, process.env)
  if (reason) {
    say(`${on}: left out, ${reason}`)
    passed &&= process.env.REQUIRE_SERVICES !== '1'
    continue
  }
  const rate = values.rate === undefined ? usualRate[on] : Number(values.rate)
  const failed = (error: unknown) => {
    say(String(error))
    return false
  }
  if (isPlanned)
    passed = (await survive({ on, seconds, seed, people, rate, only }, say).catch(failed)) && passed
  const isAsked = only.length === 0 || only.includes(putOut)
  if (on === 'scaled' && isAsked) passed = (await checkPutOut(say).catch(failed)) && passed
}
passed = (churnSeconds === 0 || (await checkChurn(churnSeconds, say))) && passed
say(passed ? 'passed' : 'FAILED')
process.exit(passed ? 0 : 1)
