import { dictionary } from '@zxcvbn-ts/language-common'

/** So many of those that are long enough: OWASP ASVS 4.0.3, 2.1.7. */
const most = 3_000

/** What the list, which was gathered in English, lacks. */
const chinese = ['woaini1314', 'woaini520', 'woaini521', '1314520520', '5201314520', '5201314a', 'a5201314']

/** The commonest passwords of at least so many characters, in lower case. */
export function commonPasswords(fewest: number): Set<string> {
  // By how often leaked collections have them.
  const long = dictionary['passwords-common'].filter((word) => Array.from(word).length >= fewest)
  return new Set([...long.slice(0, most), ...chinese].map((word) => word.toLowerCase()))
}
