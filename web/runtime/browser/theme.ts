import type { Bundle } from '../bundle'

export type Theme = 'light' | 'dark'

const dark = window.matchMedia('(prefers-color-scheme: dark)')
let colours: Bundle['theme'] = {}

export function useThemeFile(theme: Bundle['theme']): void {
  colours = theme
}

export const currentTheme = (): Theme => (dark.matches ? 'dark' : 'light')

export function onThemeChange(listener: (theme: Theme) => void): void {
  dark.addEventListener('change', () => listener(currentTheme()))
}

/** A value of app.json: `@name` is looked up in theme.json. */
export function themed(value: string | undefined): string | undefined {
  return value?.startsWith('@') === true ? colours[currentTheme()]?.[value.slice(1)] : value
}
