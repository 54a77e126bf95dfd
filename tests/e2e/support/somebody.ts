import type { BrowserContext, Locator, Page } from 'playwright-core'
import { hasShown } from '../../client/web/support/passing'

/** A tab of the web room, with somebody before it. */
export class Somebody {
  readonly page: Page
  readonly #heard: string[] = []
  readonly #expected: RegExp[] = []

  constructor(page: Page) {
    this.page = page
    page.on('pageerror', (error) => this.#heard.push(String(error)))
    page.on('console', (message) => {
      const isFault = message.type() === 'warning' || message.type() === 'error'
      if (isFault) this.#heard.push(`${message.text()} ${message.location().url}`)
    })
  }

  get context(): BrowserContext {
    return this.page.context()
  }

  /** The page on top. */
  get top(): Locator {
    return this.page.locator('.wx-view:not([inert])')
  }

  /** The texts of the messages drawn, in order. */
  get said(): Locator {
    return this.top.locator('[role=log] .message-bubble--text')
  }

  /** One's own messages that the server has not accepted yet. */
  get sending(): Locator {
    return this.top.getByRole('img', { name: 'Sending' })
  }

  button(name: string | RegExp): Locator {
    return this.top.getByRole('button', { name, exact: typeof name === 'string' })
  }

  field(name: string): Locator {
    return this.top.getByRole('textbox', { name, exact: true })
  }

  tab(name: string): Locator {
    return this.top.getByRole('tab', { name })
  }

  text(text: string): Locator {
    return this.top.getByText(text, { exact: true })
  }

  /** Waits until a text, or a name of something, has been shown since the page was loaded, however briefly. */
  hasShown(text: string): Promise<void> {
    return hasShown(this.page, text)
  }

  /** Waits until the clock of a recording stands at so many seconds, or at more: a busy machine may miss one. */
  hasRecorded(seconds: 1 | 2): Promise<void> {
    // Messages show their lengths, too.
    const clock = this.button('Hold to talk').getByText(new RegExp(`^0:(0[${seconds}-9]|[1-5]\\d)$`))
    return clock.waitFor()
  }

  /** Holds the button to talk, as a mouse does. */
  async holdToTalk(meanwhile: () => Promise<unknown>): Promise<void> {
    await this.button('Hold to talk').hover()
    await this.page.mouse.down()
    await meanwhile()
    await this.page.mouse.up()
  }

  heading(name: string): Locator {
    return this.top.getByRole('heading', { name, exact: true })
  }

  async enterAsGuest(name: string): Promise<void> {
    await this.field('Name').fill(name)
    await this.button('Come in as a guest').click()
    await this.heading('Sign in').waitFor({ state: 'detached' })
  }

  /** Types a message and presses Enter on a desktop, or the button on a phone. */
  async say(text: string): Promise<void> {
    await this.field('Message').fill(text)
    await this.button('Send').click()
  }

  /** Chooses a file as a person does: by the panel, and the picker of the browser. */
  async attach(what: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.button('Attach').click()
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.button(what).click()])
    await chooser.setFiles(file)
  }

  /** Back, or, from a page that was opened by its address, home. */
  async back(): Promise<void> {
    await this.button(/^(Back|Home)$/).click()
  }

  /** The id of whoever is signed in, as their own page shows it; home must be open. */
  async id(): Promise<string> {
    await this.tab('Me').click()
    return (await this.page.locator('wx-text', { hasText: /^[0-9a-z]{8,}$/ }).innerText()).trim()
  }

  /** Every warning, error and uncaught fault, but those expected; a healthy page has none. */
  get faults(): string[] {
    return this.#heard.filter((fault) => !this.#expected.some((one) => one.test(fault)))
  }

  /** Faults that the test itself brings about, such as a server that is killed. */
  expect(...faults: RegExp[]): void {
    this.#expected.push(...faults)
  }
}
