import { inWords } from '../tests/support/audit'
import { type Cluster, type KindOfCluster, openCluster } from './cluster'
import { Crowd } from './crowd'
import { type Kind, nodeKinds, planOf, serviceKinds, inWords as stepInWords } from './plan'
import { strain } from './strain'

/** Milliseconds in which something must come, when all is well again, until everything has. */
const stuckMs = 60_000

export interface Trial {
  on: KindOfCluster
  seconds: number
  seed: number
  people: number
  /** Messages a second. */
  rate: number
  only: string[]
}

/** Hurts a cluster while people talk; whether nothing was lost, doubled or misplaced. */
export async function survive(trial: Trial, say: (line: string) => void): Promise<boolean> {
  const { on, seconds, seed, people, rate, only } = trial
  const cluster = await openCluster(on, process.env)
  const possible = possibleOn(cluster, on).filter((kind) => only.length === 0 || only.includes(kind))
  const plan = possible.length === 0 ? [] : planOf(seed, seconds, cluster.nodes.length, possible)
  say(`${cluster.what}, ${people} people, ${rate} messages a second for ${seconds} s, ${plan.length} faults`)
  if (on === 'embedded') say(`disk: ${cluster.nodes[0]?.disk.what}`)
  say('clock: that of the process is set by an hour')
  const line = `--on ${on} --seed ${seed} --seconds ${seconds} --people ${people} --rate ${rate} --only ${possible}`
  say(`repeat it with: npm run faults -- ${line}`)

  const crowd = await Crowd.open(cluster, people)
  const counts = new Map<string, number>()
  try {
    crowd.speak(rate)
    await strain(cluster, plan, (step) => {
      counts.set(step.kind, (counts.get(step.kind) ?? 0) + 1)
      say(`  ${String(crowd.accepted).padStart(8)} accepted; ${stepInWords(step)}`)
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

function possibleOn({ nodes, services }: Cluster, on: KindOfCluster): Kind[] {
  // Of several servers none has the store on its own disk.
  const canFill = on === 'embedded' && nodes.every(({ disk }) => disk.fill)
  const ofNodes = nodeKinds.filter((kind) => kind !== 'fill' || canFill)
  return services ? [...ofNodes, ...serviceKinds] : ofNodes
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
