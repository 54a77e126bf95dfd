import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { baseStyles } from './base-styles'
import { bundleScripts, minifyStyles, type Scripts } from './bundle'
import { hashOf, takeFonts } from './fonts'
import { type Graph, readGraph } from './graph'
import { icon, indexHtml, manifest } from './index-html'
import type { Mounts } from './mounts'
import { noticesFile, noticesText } from './notices'
import { compileStyles } from './wxss'

export { configMarker } from './index-html'

export interface BuildOptions {
  /** The mini-program's folder: where app.json is. */
  miniprogram: string
  /** What `/iview` means: the `dist` of iview-weapp. */
  iview: string
  /** Emptied, then written. */
  out: string
  minify?: boolean
  /** Pages that no first visit waits for, in the order in which their scripts are loaded: one script for each list. */
  late?: readonly (readonly string[])[]
  /** Also writes each text file as `.br` and `.gz`; index.html excepted, for the server fills it in. */
  compress?: boolean
}

export interface Built {
  /** Names in the output folder. */
  files: string[]
  /** Of these, the script that starts the app, and those that it imports at once. */
  app: string[]
  /** Bytes of each, as they are and gzipped. */
  sizes: Record<string, { bytes: number; gzip: number }>
}

/**
 * Builds the web room: the very files of the mini-program, made into a folder any web server can serve.
 * Throws BuildFailure for what a page is missing or has wrong, with file and line.
 */
export async function buildWeb(options: BuildOptions): Promise<Built> {
  const { minify = true, compress = false, late = [], out } = options
  const mounts: Mounts = { miniprogram: resolve(options.miniprogram), iview: resolve(options.iview) }
  const graph = readGraph(mounts)
  const fonts = takeFonts(`${baseStyles()}\n${compileStyles(mounts, graph)}`)
  const style = await minifyStyles(fonts.css, minify)
  const scripts = await bundleScripts(mounts, graph, late, minify)

  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  copyPictures(options.miniprogram, out)
  const texts = pageFiles(graph, scripts, style)
  for (const { name, data } of fonts.assets) writeFileSync(join(out, name), data)
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(out, name), text)
  if (compress) writeCompressed(out, texts)
  return {
    files: [...Object.keys(texts), ...fonts.assets.map(({ name }) => name)],
    app: [scripts.app, ...scripts.shared],
    sizes: sizesOf(texts),
  }
}

function pageFiles(graph: Graph, scripts: Scripts, style: string): Record<string, string> {
  const frameworkName = `framework.${hashOf(scripts.framework)}.js`
  const styleName = `app.${hashOf(style)}.css`
  const build = hashOf(scripts.framework + Object.values(scripts.files).join('') + style)
  const app = graph.app.config
  const title = (app.window as { navigationBarTitleText?: string } | undefined)?.navigationBarTitleText
  const name = title ?? 'Chat'
  return {
    [frameworkName]: scripts.framework,
    ...scripts.files,
    [styleName]: style,
    'index.html': indexHtml({
      app,
      name,
      framework: frameworkName,
      modules: [scripts.app, ...scripts.shared],
      style: styleName,
      build,
    }),
    'manifest.webmanifest': manifest(name),
    'icon.svg': icon,
    [noticesFile]: noticesText(),
    'version.json': `${JSON.stringify({ build })}\n`,
  }
}

const pictures = new Set(['.png', '.jpg', '.jpeg', '.gif', '.svg', '.webp', '.mp3', '.wav'])

function copyPictures(from: string, out: string): void {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !pictures.has(extname(entry.name))) continue
    const source = join(entry.parentPath, entry.name)
    const target = join(out, relative(from, source))
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(source, target)
  }
}

function writeCompressed(out: string, texts: Record<string, string>): void {
  for (const [name, text] of Object.entries(texts)) {
    if (name === 'index.html') continue
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
    writeFileSync(join(out, `${name}.br`), brotliCompressSync(text, quality))
    writeFileSync(join(out, `${name}.gz`), gzipSync(text, { level: 9 }))
  }
}

function sizesOf(texts: Record<string, string>): Built['sizes'] {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      { bytes: Buffer.byteLength(text), gzip: gzipSync(text, { level: 9 }).length },
    ]),
  )
}
