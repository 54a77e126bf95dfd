import { nameEnd } from '../messages/mentions'

/** Names as they stand in a text: up to the end that the composer gave them, or, from another client, up to a blank. */
const ended = new RegExp(`[@＠][^@＠\\n${nameEnd}]{1,40}(?=${nameEnd})`, 'g')
const loose = /[@＠][^@＠\s]{1,32}/g

/**
 * Whose names stand in a text, by the words that stand there. A message has ids alone, in the order in which they are named; so who has
 * another name by now is found, too. Where the names are not as many as the people, only one's own is known for sure.
 */
export function namedIn(
  text: string,
  ids: readonly string[],
  me: { id: string; name: string } | undefined,
): ReadonlyMap<string, string> {
  for (const pattern of [ended, loose]) {
    const names = [...new Set(text.match(pattern) ?? [])]
    if (names.length === ids.length) return new Map(names.map((name, at) => [name, ids[at] ?? '']))
  }
  const own = me && ids.includes(me.id) && text.includes(`@${me.name}`)
  return own ? new Map([[`@${me.name}`, me.id]]) : new Map()
}
