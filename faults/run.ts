import { parseArgs } from 'node:util'
import { inWords } from '../tests/support/audit'
import { checkChurn } from './churn'
import { openCluster } from './cluster'
import { Crowd } from './crowd'
import { kinds, planOf } from './plan'
import { strain } from './strain'

/** Milliseconds in which something must come, when all is well again, until everything has. */
const stuckMs = 60_000

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    people: { type: 'string', default: '10' },
    rate: { type: 'string', default: '1000' },
    only: { type: 'string', default: kinds.join(',') },
    'churn-seconds': { type: 'string', default: '30' },
  },
})
const [seconds, seed, people, rate, churnSeconds] = [
  values.seconds,
  values.seed,
  values.people,
  values.rate,
  values['churn-seconds'],
].map(Number) as [number, number, number, number, number]

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Whether nothing was lost, doubled or misplaced. */
async function survive(): Promise<boolean> {
  const cluster = await openCluster(process.env)
  const canFill = cluster.nodes.every(({ disk }) => disk.fill)
  const asked = values.only.split(',')
  const possible = kinds.filter((kind) => asked.includes(kind) && (kind !== 'fill' || canFill))
  const plan = planOf(seed, seconds, cluster.nodes.length, possible)
  say(`${cluster.what}, ${people} people, ${rate} messages a second for ${seconds} s, ${plan.length} faults`)
  say(`disk: ${cluster.nodes[0]?.disk.what}; clock: that of the process is set by an hour`)
  say(
    `repeat it with: npm run faults -- --seed ${seed} --seconds ${seconds} --people ${people} --rate ${rate} --only ${possible}`,
  )

  const crowd = await Crowd.open(cluster, people)
  const counts = new Map<string, number>()
  try {
    crowd.speak(rate)
    await strain(cluster, plan, ({ kind, node, lastsMs }) => {
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
      say(`  ${String(crowd.accepted).padStart(8)} accepted; ${kind} on node ${node} for ${lastsMs} ms`)
    })
    crowd.fallSilent()
    const settled = await goesOn(
      crowd.settle().then(() => crowd.joinAnew()),
      () => crowd.progress,
    )
    const audit = crowd.audit()
    say(`faults: ${[...counts].map(([kind, times]) => `${kind} ${times}`).join(', ')}`)
    say(`${inWords(audit)}, longest outage ${Math.round(crowd.longestOutageMs)} ms`)
    if (!settled)
      say(`Nothing has come for ${stuckMs} ms, and not everybody has everything:\n${crowd.state()}`)
    return settled && audit.accepted > 0 && audit.lost + audit.doubled + audit.misplaced === 0
  } finally {
    await crowd.close()
    await cluster.close()
  }
}

/** Whether it is done in the end; false when there is no more progress. */
function goesOn(done: Promise<void>, progress: () => number): Promise<boolean> {
  let last = -1
  return new Promise((resolve, reject) => {
    const watching = setInterval(() => {
      if (progress() === last) resolve(false)
      last = progress()
    }, stuckMs)
    done.then(() => resolve(true), reject).finally(() => clearInterval(watching))
  })
}

const survived = await survive()
const flat = churnSeconds === 0 || (await checkChurn(churnSeconds, say))
say(survived && flat ? 'passed' : 'FAILED')
process.exit(survived && flat ? 0 : 1)
