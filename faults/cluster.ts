import { sharedKey } from '../tests/support/seal-keys'
import { type ServerProcess, startServerProcess } from '../tests/support/server-process'
import { type Disk, openDisk } from './disk'
import { Network } from './network'

/** A server process, the disk it writes to, and the network in front of it. */
export interface Node {
  process: ServerProcess
  disk: Disk
  network: Network
}

/** The servers that a run puts under strain, whatever they stand on. */
export interface Cluster {
  what: string
  nodes: Node[]
  close(): Promise<void>
}

/** Nobody is refused for speed here: it is not what is looked at. The clock can be set. */
const free = {
  SAY_PER_SECOND: '1000000',
  SAY_BURST: '1000000',
  FRAMES_PER_SECOND: '1000000',
  FRAMES_BURST: '1000000',
  SOCKETS_PER_PERSON: '100',
  NODE_OPTIONS: `--import ${new URL('clock.mjs', import.meta.url)}`,
}

/** Two nodes on the services that the environment names, or one node with everything in it. */
export async function openCluster(env: NodeJS.ProcessEnv): Promise<Cluster> {
  const { REDIS_URL = '', MONGODB_URL = '' } = env
  const scaled = REDIS_URL !== '' && MONGODB_URL !== ''
  const key = await sharedKey()
  const secrets = { TOKEN_SECRET: 'a secret of the nodes of one cluster', SEAL_KEYS: key.file }
  const settings = scaled ? { ...free, ...secrets, REDIS_URL, MONGODB_URL } : free
  const nodes: Node[] = []
  for (let at = 0; at < (scaled ? 2 : 1); at += 1) nodes.push(await openNode(settings))
  return {
    what: scaled ? 'two servers on Redis and MongoDB' : 'one server with the embedded store',
    nodes,
    async close() {
      for (const { network, process, disk } of nodes) {
        await network.close()
        await process.close()
        await disk.close()
      }
      await key.forget()
    },
  }
}

async function openNode(settings: Record<string, string>): Promise<Node> {
  const disk = await openDisk()
  const server = await startServerProcess({ env: { ...settings, DATA_DIR: disk.dir } })
  return { process: server, disk, network: await Network.open(server.groupUrl) }
}
