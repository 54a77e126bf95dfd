import { createHash } from 'node:crypto'

export interface Asset {
  name: string
  data: Buffer
}

/** Takes fonts out of the sheet into files of their own: the page's policy allows no `data:` fonts. */
export function takeFonts(css: string): { css: string; assets: Asset[] } {
  const assets = new Map<string, Asset>()
  const rewritten = css.replace(
    /url\(\s*(['"]?)data:(?:font|application)\/([\w-]+)[^,)]*;base64,([^'")]+)\1\s*\)/g,
    (_, _quote: string, type: string, base64: string) => {
      const data = Buffer.from(base64, 'base64')
      const name = `font.${hashOf(data)}.${type.replace(/^x-|font-/g, '')}`
      assets.set(name, { name, data })
      return `url("./${name}")`
    },
  )
  return { css: rewritten, assets: [...assets.values()] }
}

/** Names of files change with what is in them, so that browsers may keep them for ever. */
export function hashOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('base64url').slice(0, 10)
}
