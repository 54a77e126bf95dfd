import type { BrowserContext, Locator, Page } from 'playwright-core'

/** A tab of the web room, with somebody before it. */
export class Somebody {
  readonly page: Page
  /** Every warning, error, uncaught fault and unexpected answer so far; a healthy page has none. */
  readonly faults: string[] = []

  constructor(page: Page) {
    this.page = page
    page.on('pageerror', (error) => this.faults.push(String(error)))
    page.on('console', (message) => {
      const isFault = message.type() === 'warning' || message.type() === 'error'
      if (isFault) this.faults.push(`${message.text()} ${message.location().url}`)
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

  text(text: string): Locator {
    return this.top.getByText(text, { exact: true })
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

  async back(): Promise<void> {
    await this.button('返回 Back').click()
  }

  /** The id of whoever is signed in, as their own page shows it. */
  id(): Promise<string> {
    return this.page.locator('.me--me-number').innerText()
  }

  /** Forgets faults that the test brought about, such as a server that was killed. */
  forgive(...expected: RegExp[]): void {
    const others = this.faults.filter((fault) => !expected.some((one) => one.test(fault)))
    this.faults.splice(0, this.faults.length, ...others)
  }
}

/** What Chromium itself writes when a server is not there, or refuses a token. */
export const serverAway = /WebSocket connection to|Failed to load resource|ERR_INTERNET_DISCONNECTED/
