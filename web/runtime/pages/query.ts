export type Query = Record<string, string>

/** Values are not decoded, for WeChat passes them to onLoad as written: the page that encoded one decodes it. */
export function parseQuery(text: string): Query {
  const query: Query = {}
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    if (at < 0) query[pair] = ''
    else query[pair.slice(0, at)] = pair.slice(at + 1)
  }
  return query
}

export interface Address {
  path: string
  query: Query
  /** Path and query as one, without a leading slash. */
  url: string
}

/** Reads `/pages/a/a?b=1`, or a path relative to the page at `from`. */
export function parseUrl(url: string, from = ''): Address {
  const [name = '', search = ''] = url.split(/\?(.*)/s)
  const path = new URL(name, `http://here/${from}`).pathname.slice(1)
  return { path, query: parseQuery(search), url: search === '' ? path : `${path}?${search}` }
}
