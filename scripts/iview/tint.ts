import postcss, { type Declaration } from 'postcss'

/** iView's colours and the names of ours that stand for them, by what is coloured. */
const tints = {
  ground: {
    '#fff': '--surface',
    '#f7f7f7': '--pressed',
    '#f3f3f3': '--pressed',
    '#ccc': '--hairline',
    '#2d8cf0': '--accent',
    '#ed3f14': '--danger',
  },
  ink: {
    '#fff': '--on-accent',
    '#495060': '--ink',
    '#1c2438': '--ink',
    '#80848f': '--ink-soft',
    '#bbbec4': '--ink-soft',
    '#2d8cf0': '--accent-ink',
    '#ed3f14': '--danger-ink',
  },
  line: {
    '#fff': '--surface',
    '#e9eaec': '--hairline',
    '#dddee1': '--hairline',
    '#ccc': '--hairline',
    '#2d8cf0': '--accent',
    '#ed3f14': '--danger',
  },
} as const satisfies Record<string, Record<string, string>>

/**
 * Gives a style sheet of iView the colours of `styles/tokens.wxss`, so that it is dark where the phone is, and its
 * small print has enough contrast. The colour of its own stays behind as the fallback.
 */
export function tint(sheet: string): string {
  const root = postcss.parse(sheet)
  root.walkDecls((declaration) => {
    const names: Record<string, string> = tints[kindOf(declaration)]
    declaration.value = declaration.value.replace(/#[0-9a-f]{3,8}\b/gi, (colour) => {
      const name = names[colour.toLowerCase()]
      return name === undefined ? colour : `var(${name}, ${colour})`
    })
  })
  return root.toString()
}

function kindOf({ prop }: Declaration): keyof typeof tints {
  if (prop.startsWith('background')) return 'ground'
  return prop === 'color' ? 'ink' : 'line'
}
