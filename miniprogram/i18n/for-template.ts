import { t, type WordKey } from './index'

type LastPart<K extends string> = K extends `${string}.${infer Rest}` ? Rest : K

/** Words for a template, by what stands behind the dot: `words('list.older')` gives `{ older: … }`. */
export function words<K extends WordKey>(...keys: K[]): Record<LastPart<K>, string> {
  const found: Record<string, string> = {}
  for (const key of keys) found[key.slice(key.indexOf('.') + 1)] = t(key)
  return found as Record<LastPart<K>, string>
}
