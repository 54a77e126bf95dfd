import { frame } from '../browser/frame'
import { checkUpgrade } from '../browser/upgrade'
import { words } from '../browser/words'
import type { AppConfig } from '../bundle'
import type { Parts } from '../components/parts'
import type { Space } from '../components/space'
import type { Units } from '../components/units'
import { changePages, followHistory, travel } from '../overlays/overlay-stack'
import { toast } from '../overlays/toast'
import { Page, type PageInstance } from './page'
import { type Address, parseUrl } from './query'

/** One page of the stack as the browser's history keeps it; pages below the top may not be drawn yet. */
interface Entry {
  id: number
  url: string
}

/** Where pages come from. */
export interface PageSource {
  space: Space
  units: Units
  parts: Parts
}

let source: PageSource
let app: AppConfig
let entries: Entry[] = []
const drawn = new Map<number, Page>()

/** Sets the pages that exist. Before any script runs, for app.ts may ask where it was opened. */
export function useRoutes(config: AppConfig): void {
  app = config
  entries = [entry(addressOf(location.hash))]
}

/** Opens the page that the address names, or, after a reload, the stack that the history remembers. */
export async function startRouter(opened: PageSource): Promise<void> {
  source = opened
  const here = addressOf(location.hash)
  const kept = pagesOf(history.state)
  const remembered = kept?.at(-1)?.url === here.url ? kept : undefined
  await source.parts.need(here.path)
  show(remembered ?? [entry(here)])
  if (remembered === undefined) history.replaceState({ wx: entries }, '', hashOf(entries))
  followHistory({
    isShown: (state) => pagesOf(state)?.at(-1)?.id === entries.at(-1)?.id,
    follow,
  })
}

/** The pages on the stack, the top one last. */
export function stack(): Page[] {
  return entries.flatMap(({ id }) => drawn.get(id) ?? [])
}

export const topPage = (): Page | undefined => stack().at(-1)

/** Opens a page on top. WeChat stops at ten; so does the browser, for a page that runs on WeChat never needs more. */
export function navigateTo(url: string, prepare?: (instance: PageInstance) => void): Promise<void> {
  return changePages(async () => {
    const next = [...entries, entry(await arrived(url))]
    if (next.length > 10) throw new Error('webview count limit exceed')
    history.pushState({ wx: next }, '', hashOf(next))
    show(next, prepare)
  })
}

/** Opens a page in place of the top one. */
export function redirectTo(url: string): Promise<void> {
  return changePages(async () => replace([...entries.slice(0, -1), entry(await arrived(url))]))
}

/** Closes every page and opens one; the browser's way back then leaves the web room. */
export function reLaunch(url: string): Promise<void> {
  return changePages(async () => {
    const next = [entry(await arrived(url))]
    if (entries.length > 1) await travel(1 - entries.length)
    replace(next)
  })
}

/** Back by `delta` pages, at most to the first. Done when the browser says so. */
export function goBack(delta = 1): Promise<void> {
  return changePages(async () => {
    const steps = Math.min(delta, entries.length - 1)
    if (steps < 1) return
    await travel(-steps)
    follow(history.state)
  })
}

export const homePage = (): string => app.pages[0] ?? ''

/** The address at which this app was opened, or is now: path and query of the top page. */
export const currentAddress = (): Address => parseUrl(entries.at(-1)?.url ?? homePage())

function replace(next: Entry[]): void {
  history.replaceState({ wx: next }, '', hashOf(next))
  show(next)
}

const pagesOf = (state: unknown): Entry[] | undefined => (state as { wx?: Entry[] } | null)?.wx

/** Shows the pages of an entry of the history; where a script is missing, once it is there, if the person still is. */
function follow(state: unknown): void {
  const kept = pagesOf(state)
  // Else a new address typed by hand, or a link with a hash: the room of a QR code, say.
  const next = kept ?? [entry(addressOf(location.hash))]
  const lead = () => (kept === undefined ? replace(next) : show(next))
  const loading = script(parseUrl(next.at(-1)?.url ?? '').path)
  if (loading === undefined) return lead()
  const { hash } = location
  const leadOn = () => {
    if (location.hash === hash) lead()
  }
  void loading.then(leadOn, () => undefined)
}

/** Makes the stack what `next` says: closes what is gone, draws the top if it is not there, shows it. */
function show(next: Entry[], prepare?: (instance: PageInstance) => void): void {
  const before = topPage()
  const kept = new Set(next.map(({ id }) => id))
  const top = next.at(-1) ?? entry(addressOf(''))
  const gone = [...entries].reverse().filter(({ id }) => !kept.has(id))
  entries = next
  if (before !== undefined && kept.has(idOf(before)) && before !== drawn.get(top.id)) before.hide()
  for (const { id } of gone) {
    drawn.get(id)?.close()
    drawn.delete(id)
  }
  const drawnBefore = drawn.get(top.id)
  if (drawnBefore !== undefined) setBackButton(drawnBefore)
  const page = drawnBefore ?? draw(top, prepare)
  page.show()
}

function setBackButton(page: Page): void {
  page.bar.leadTo(entries.length > 1 ? 'back' : page.address.path === homePage() ? undefined : 'home')
}

function idOf(page: Page): number {
  for (const [id, one] of drawn) if (one === page) return id
  return -1
}

function draw({ id, url }: Entry, prepare?: (instance: PageInstance) => void): Page {
  const address = parseUrl(url)
  const actions = { back: () => void goBack(), home: () => void reLaunch(`/${homePage()}`) }
  const page = new Page(source.space, address, source.units.configOf(address.path), actions)
  drawn.set(id, page)
  prepare?.(page.instance)
  // Before it is loaded: a page may hide the button to the home page.
  setBackButton(page)
  page.open(frame)
  return page
}

/** The address of a page that can be drawn. Rejects when there is no such page, or its script cannot be had now. */
async function arrived(url: string): Promise<Address> {
  const address = known(url)
  await script(address.path)
  return address
}

/** Nothing when a page has its script; else it resolves when it has. Says so when it cannot be had: perhaps the server has a new one. */
function script(page: string): Promise<void> | undefined {
  return source.parts.need(page)?.catch(() => {
    toast({ title: words().noPage, icon: 'none', duration: 3_000 })
    void checkUpgrade()
    throw new Error(`page "${page}" could not be loaded`)
  })
}

function known(url: string): Address {
  const address = parseUrl(url, entries.at(-1)?.url.split('?')[0] ?? '')
  if (!app.pages.includes(address.path)) throw new Error(`page "${address.path}" is not found`)
  return address
}

let lastId = Date.now()

function entry({ url }: Address): Entry {
  lastId++
  return { id: lastId, url }
}

const hashOf = (all: readonly Entry[]): string => `#/${all.at(-1)?.url ?? ''}`

function addressOf(hash: string): Address {
  const address = parseUrl(hash.replace(/^#/, ''))
  return app.pages.includes(address.path) ? address : parseUrl(homePage())
}
