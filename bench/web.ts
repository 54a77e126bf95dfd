import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { launchWhole, ways } from '../tests/client/web/support/browser'
import { startServerProcess } from '../tests/support/server-process'
import { median } from './figures'

const runs = 7

interface Row {
  what: string
  value: string
}

/** What a browser loads, which of it at once, and how long it takes until somebody new sees the first page. */
export async function web(): Promise<Row[]> {
  return [...sizes(), ...(await firstPage())]
}

function sizes(): Row[] {
  const folder = join(import.meta.dirname, '..', 'dist', 'web')
  const files = readdirSync(folder).filter((name) => /\.(js|css)$/.test(name))
  return files.map((name) => {
    const text = readFileSync(join(folder, name))
    const kb = (bytes: number) => (bytes / 1000).toFixed(1)
    const gzip = kb(gzipSync(text, { level: 9 }).length)
    const value = `${gzip} kB gzip, ${kb(brotliCompressSync(text).length)} kB brotli, ${kb(text.length)} kB`
    return { what: name.replace(/\..*\./, '.'), value }
  })
}

/** Milliseconds from navigation to a page that can be used; each time in a browser that knows nothing. */
async function firstPage(): Promise<Row[]> {
  const server = await startServerProcess({ env: { LOG_LEVEL: 'info' } })
  const browser = await launchWhole()
  const took: number[] = []
  try {
    for (let run = 0; run < runs; run += 1) {
      const context = await browser.newContext({ locale: 'en-US', ...ways.phone })
      const page = await context.newPage()
      const begun = performance.now()
      await page.goto(server.httpUrl, { waitUntil: 'commit' })
      await page.getByRole('button', { name: 'Come in as a guest' }).waitFor()
      took.push(performance.now() - begun)
      await context.close()
    }
  } finally {
    await browser.close()
    await server.close()
  }
  const value = `${Math.round(median(took))} ms (longest of ${runs}: ${Math.round(Math.max(...took))})`
  return [{ what: 'first page', value }]
}
