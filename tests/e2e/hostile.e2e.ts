import { describe, expect } from 'vitest'
import { hears } from './support/eventually'
import { it, lobbyAddress } from './support/stage'

const markup = '<img src=x onerror=hit()>'
const backwards = '\u202Egpj.exe'
const stacked = `Z${'\u0301'.repeat(3_000)}`

describe('a stranger with bad intentions', () => {
  it('has a name that is text and nothing else', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.page.evaluate(watchForHits)
    const mallory = await stage.guest(markup, lobbyAddress)
    await ann.hasShown(`${markup} came in`)
    await mallory.say('hello')
    await ann.top.locator('[role=log]').getByText(markup).waitFor()
    await ann.button('People').click()
    await ann.button(/onerror/).click()
    await ann.text(markup).waitFor()
    await ann.page.goBack()
    await ann.page.goBack()
    expect(await ann.page.evaluate('window.hits')).toBe(0)
  })

  it.for([
    ['that is written backwards', backwards],
    ['of a thousand marks on one letter', stacked],
    ['of a megabyte', 'x'.repeat(1_000_000)],
  ] as const)('gets no name %s', async ([, name], { stage }) => {
    const mallory = await stage.visit(lobbyAddress)
    await mallory.field('Name').fill(name)
    await mallory.button('Come in as a guest').click()
    await expect.poll(() => mallory.top.getByRole('alert').first().innerText()).not.toBe('')
    await mallory.heading('Sign in').waitFor()
    mallory.expect(/status of 4\d\d/)
  })

  it('writes messages that are shown as they are, and stay in their bubble', async ({ stage }) => {
    const ann = await stage.guest('Ann', lobbyAddress)
    await ann.page.evaluate(watchForHits)
    const mallory = await stage.guest('Mallory', lobbyAddress)
    const texts = [
      markup,
      '<script>hit()</script>',
      '{{hits}}',
      'javascript:hit()',
      backwards,
      stacked,
      'w'.repeat(4_000),
    ]
    for (const text of texts) await mallory.say(text)
    await hears(ann, texts)
    expect(await ann.page.evaluate('window.hits')).toBe(0)
    for (const one of [ann, mallory]) expect(await one.page.evaluate(spilled)).toEqual([])
  })

  it('cannot send what is longer than a message may be, and keeps the words', async ({ stage }) => {
    const mallory = await stage.guest('Mallory', lobbyAddress)
    await mallory.text('1 online').waitFor()
    const tooLong = 'e\u0301'.repeat(3_000)
    await mallory.field('Message').fill(tooLong)
    await mallory.page.keyboard.press('Enter')
    await mallory.hasShown('Not sent: 2000 too many. Shorten it.')
    expect(await mallory.field('Message').inputValue()).toBe(tooLong)
    expect(await mallory.said.count()).toBe(0)
  })

  it('pastes a megabyte of marks on one letter, which is too long, and the page goes on', async ({
    stage,
  }) => {
    const mallory = await stage.guest('Mallory', lobbyAddress)
    await mallory.text('1 online').waitFor()
    await mallory.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await mallory.page.evaluate(() => navigator.clipboard.writeText(`Z${'\u0301'.repeat(524_288)}`))
    await mallory.field('Message').focus()
    await mallory.page.keyboard.press('Control+V')
    await expect.poll(async () => (await mallory.field('Message').inputValue()).length).toBe(8_000)
    await mallory.hasShown('The field holds 8000 characters: what is beyond was cut off.')
    await mallory.say('short')
    await hears(mallory, ['short'])
  })

  it.for([
    '#/pages/group-room/group-room?room=%3Cscript%3E',
    '#/pages/group-room/group-room?code=AAAAAAAA',
    '#/pages/group-room/group-room?scene=%25%25%25',
    '#/pages/group-room/group-room?room=not-mine',
    '#/pages/person/person?person=..%2F..%2Fapi',
    '#/pages/home/home?tab=__proto__',
  ])('a link %s leads to no harm, and there is a way home', async (hash, { stage }) => {
    const ann = await stage.guest('Ann', hash)
    await expect.poll(() => ann.page.locator('h1').count()).toBeGreaterThan(0)
    ann.expect(/status of 40[04]/)
    await ann.page.goto(`${stage.server.httpUrl}/`)
    await ann.page.reload()
    await ann.heading('Chat room').waitFor()
  })
})

/** Runs in the page: counts the scripts that a message or a name brought to run. */
function watchForHits(): void {
  const count = { hits: 0 }
  Object.assign(window, {
    hits: 0,
    hit: () => {
      count.hits += 1
      Object.assign(window, count)
    },
  })
}

/** Runs in the page: bubbles that reach out of the list. */
function spilled(): string[] {
  const log = document.querySelector('.wx-view:not([inert]) [role=log]')
  const edges = log?.getBoundingClientRect()
  return [...(log?.querySelectorAll('.message-bubble--bubble') ?? [])]
    .filter((bubble) => {
      const { left, right } = bubble.getBoundingClientRect()
      return edges === undefined || left < edges.left || right > edges.right
    })
    .map((bubble) => (bubble.textContent ?? '').slice(0, 40))
}
