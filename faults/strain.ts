import { kill } from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import type { Cluster, Node, Service, Services } from './cluster'
import type { Kind, Step } from './plan'

/** Milliseconds by which a bad network holds up each piece. */
const delayMs = 150
/** The same between the servers and a service: each answer takes it twice, and there are many. */
const serviceDelayMs = 20

/** What begins a fault, and what ends it. */
interface Fault {
  begin(node: Node, services?: Services): unknown
  end(node: Node, services?: Services): unknown
}

const faults: Record<Kind, Fault> = {
  kill: {
    async begin({ process }) {
      const { code } = await process.kill('SIGKILL')
      if (code !== null) throw new Error(`A server had ended by itself with ${code}.`)
    },
    end: ({ process }) => process.restart(),
  },
  freeze: {
    begin: ({ process: { pid } }) => kill(pid, 'SIGSTOP'),
    end: ({ process: { pid } }) => kill(pid, 'SIGCONT'),
  },
  // The signal on which `clock.mjs` acts.
  clock: {
    begin: ({ process: { pid } }) => kill(pid, 'SIGUSR2'),
    end: ({ process: { pid } }) => kill(pid, 'SIGUSR2'),
  },
  cut: { begin: ({ network }) => network.cut(), end: ({ network }) => network.cut() },
  'half-close': { begin: ({ network }) => network.halfClose(), end: ({ network }) => network.halfClose() },
  delay: { begin: ({ network }) => network.delay(delayMs), end: ({ network }) => network.delay(0) },
  stall: { begin: ({ network }) => network.stall(true), end: ({ network }) => network.stall(false) },
  fill: { begin: ({ disk }) => disk.fill?.(), end: ({ disk }) => disk.free() },
  ...ofService('redis'),
  ...ofService('mongo'),
  'redis-empty': {
    begin: (_node, services) => services?.emptyRedis(),
    end: (_node, services) => services?.emptyRedis(),
  },
}

type ServiceFault = 'kill' | 'freeze' | 'cut' | 'delay'

function ofService<Name extends 'redis' | 'mongo'>(name: Name) {
  const to = (act: (service: Service) => unknown) => (_node: Node, services?: Services) =>
    services && act(services[name])
  const all: Record<ServiceFault, Fault> = {
    kill: { begin: to(({ process }) => process.kill()), end: to(({ process }) => process.restart()) },
    freeze: {
      begin: to(({ process: { pid } }) => kill(pid, 'SIGSTOP')),
      end: to(({ process: { pid } }) => kill(pid, 'SIGCONT')),
    },
    cut: { begin: to(({ network }) => network.cut()), end: to(({ network }) => network.cut()) },
    delay: {
      begin: to(({ network }) => network.delay(serviceDelayMs)),
      end: to(({ network }) => network.delay(0)),
    },
  }
  const named = Object.entries(all).map(([kind, fault]) => [`${name}-${kind}`, fault])
  return Object.fromEntries(named) as Record<`${Name}-${ServiceFault}`, Fault>
}

/** Does what the plan says; `onFault` is told of each fault that begins. */
export async function strain(cluster: Cluster, plan: Step[], onFault: (step: Step) => void): Promise<void> {
  for (const step of plan) {
    const node = cluster.nodes[step.node]
    if (!node) continue
    await wait(step.pauseMs)
    onFault(step)
    await faults[step.kind].begin(node, cluster.services)
    await wait(step.lastsMs)
    await faults[step.kind].end(node, cluster.services)
  }
  for (const { process } of cluster.nodes) {
    const ended = await Promise.race([process.exited, wait(0)])
    if (ended) throw new Error(`A server has ended by itself with ${ended.code ?? ended.signal}.`)
  }
}
