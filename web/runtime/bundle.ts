/** What the build hands to the runtime: see web/build/bundle.ts, which writes it. */
export interface Bundle {
  app: { config: AppConfig; run: () => void }
  /** theme.json: colours by name, for light and for dark. */
  theme: Partial<Record<'light' | 'dark', Record<string, string>>>
  /** What the first page needs, and everything that no later part has. */
  first: Part
  /** In the order in which they are loaded: each may use what those before it have. */
  later: LaterPart[]
}

/** Pages and components, with their templates. */
export interface Part {
  templates: Record<string, unknown>
  units: Unit[]
}

export interface LaterPart {
  /** The paths of its pages. */
  pages: string[]
  load(): Promise<{ default: Part }>
}

export interface Unit {
  path: string
  page: boolean
  scope: string | null
  config: PageConfig & { usingComponents?: Record<string, string> }
  run: () => void
}

export interface AppConfig {
  pages: string[]
  window?: PageConfig
  usingComponents?: Record<string, string>
}

/** The fields of a page's JSON, and of `window` in app.json, that the web room follows. */
export interface PageConfig {
  component?: boolean
  navigationBarTitleText?: string
  navigationBarBackgroundColor?: string
  navigationBarTextStyle?: string
  navigationStyle?: string
  backgroundColor?: string
  disableScroll?: boolean
  onReachBottomDistance?: number
  [key: string]: unknown
}
