import { type Shipped, shippedPackages } from './shipped'
import { type Notice, noticesOf } from './texts'

/** The same terms, and the packages that are given out under them. */
interface Terms {
  text: string
  packages: { of: Shipped; copyright: string[] }[]
}

/** THIRD_PARTY_NOTICES.md: what the licences of the packages want said wherever the packages go. */
export function notices(): string {
  const shipped = shippedPackages()
  const parts = [introduction, encoder(shipped), table(shipped), '## Terms', ...termsOf(shipped).map(section)]
  return `${parts.join('\n\n')}\n`
}

const introduction = `# Notices of third parties

What is given out of this project holds the work of others: the server with the packages that it needs, the web room, and the
mini-program. These are those packages, their versions, and the terms under which they come. The project itself
is under the MIT licence ([LICENSE](LICENSE)).

\`npm run notices\` prints this from \`package-lock.json\`; a test fails when the two differ.`

function encoder(shipped: readonly Shipped[]): string {
  const { name, version } = shipped.find((one) => one.name === '@breezystack/lamejs') as Shipped
  return `## What is under the LGPL

**The MP3 encoder of the web room** is LAME (<https://lame.sourceforge.net>) in JavaScript: \`${name}\` ${version}, unchanged but for white space
and names, which the build makes short. Its source is the npm package of that name and version, kept
at <https://github.com/shijinyu/lamejs>, a fork of <https://github.com/zhuker/lamejs>. It is a script of its own, \`lamejs.….js\` beside \`index.html\`,
holds nothing of ours, and is loaded when somebody first speaks. An operator of the web room may put another build of it in its place: under
the same name, and without the \`.br\` and \`.gz\` beside it. The web room uses one export of it, \`Mp3Encoder\`. A user
of the web room may do the same with the overrides of the browser's developer tools: the page demands no hash of the script.

**libvips**, which \`sharp\` draws with, is a shared library of its own in \`node_modules/@img/sharp-libvips-…\`. Its source, and how it is built, are
at <https://github.com/lovell/sharp-libvips>; the README of each such package names the libraries within. Another build of it may be put in its place.`
}

function table(shipped: readonly Shipped[]): string {
  const rows = shipped.map(({ name, version, licence }) => `| \`${name}\` | ${version} | ${licence} |`)
  return ['## Packages', '', '| package | version | licence |', '| --- | --- | --- |', ...rows].join('\n')
}

function termsOf(shipped: readonly Shipped[]): Terms[] {
  const all = new Map<string, Terms>()
  for (const of of shipped)
    for (const { copyright, terms } of noticesOf(of)) {
      const key = keyOf(terms)
      const known = all.get(key) ?? { text: terms, packages: [] }
      all.set(key, { ...known, packages: [...known.packages, { of, copyright }] })
    }
  return [...all.values()].sort((one, other) => other.packages.length - one.packages.length)
}

/** Line breaks and marks differ where the words do not. */
function keyOf(terms: Notice['terms']): string {
  return terms
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()
}

function section({ text, packages }: Terms): string {
  const owners = packages.map(({ of, copyright }) => {
    return `- ${[`\`${of.name}\` ${of.version}`, ...copyright].join(', ')}`
  })
  return [...owners, '', '```text', text, '```'].join('\n')
}
