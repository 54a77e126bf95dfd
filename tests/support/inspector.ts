import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { WebSocket } from 'ws'

/** The memory of another process of Node, as its own inspector tells it. */
export interface Inspector {
  /** Bytes after everything that can be freed was freed. */
  memory(): Promise<{ heapUsed: number; external: number; arrayBuffers: number; rss: number }>
  close(): void
}

/** The environment with which a process opens its inspector, and how to reach it when it runs. */
export async function inspectable(): Promise<{ env: { NODE_OPTIONS: string }; open(): Promise<Inspector> }> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return { env: { NODE_OPTIONS: `--inspect=127.0.0.1:${port}` }, open: () => openInspector(port) }
}

async function openInspector(port: number): Promise<Inspector> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as Array<{
    webSocketDebuggerUrl: string
  }>
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '')
  await new Promise((done, failed) => socket.once('open', done).once('error', failed))
  let calls = 0
  const call = (method: string, params: object = {}): Promise<unknown> => {
    calls += 1
    const id = calls
    socket.send(JSON.stringify({ id, method, params }))
    return new Promise((done) => {
      const take = (data: unknown) => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: unknown }
        if (answer.id !== id) return
        socket.off('message', take)
        done(answer.result)
      }
      socket.on('message', take)
    })
  }
  await call('HeapProfiler.enable')
  return {
    async memory() {
      await call('HeapProfiler.collectGarbage')
      const expression = 'JSON.stringify(process.memoryUsage())'
      const { result } = (await call('Runtime.evaluate', { expression })) as { result: { value: string } }
      return JSON.parse(result.value)
    },
    close: () => socket.terminate(),
  }
}
