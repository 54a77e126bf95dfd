import { describe, expect, it } from 'vitest'
import { ann, bo, CallStage, cem, talker } from '../../../support/call-stage'
import { breathe } from '../../../support/virtual-clock'

/** Ann calls Bo, and it rings there. */
async function calling(stage = new CallStage()): Promise<CallStage> {
  void stage.calls.call(bo, 'talk', 'voice')
  await breathe()
  await stage.question('call').accept()
  return stage
}

/** Bo has called, and Ann has taken it. */
async function talking(stage = new CallStage()): Promise<CallStage> {
  await stage.rings()
  void stage.calls.answer()
  await breathe()
  await stage.question('answer').accept()
  await stage.talks()
  return stage
}

describe('one who calls', () => {
  it('rings at the other one, talks once it is taken, and reads how long it was', async () => {
    const stage = await calling()
    expect(stage.is).toBe('calling')
    await stage.talks([talker(ann), talker(bo)])
    expect(stage.is).toBe('talking')
    expect(stage.engine.live.others).toEqual([{ person: 'bo', polite: true }])
    stage.engine.live.shows({
      others: [{ person: 'bo', line: 'connected', quality: 'good', speaking: true }],
    })
    await stage.clock.advance(65_000)
    stage.calls.hangUp()
    expect(stage.calls.get()?.end).toEqual({ why: 'left', seconds: 65 })
  })

  it('is asked for the microphone first: where it is refused nobody is called', async () => {
    const stage = new CallStage()
    stage.engine.trouble = 'not-allowed'
    await stage.calls.call(bo, 'talk', 'voice')
    expect(stage.said).toEqual([])
    expect(stage.calls.get()?.end).toEqual({ why: 'refused', problem: 'not-allowed', seconds: 0 })
    await stage.clock.advance(60_000)
    expect(stage.is).toBe('ended refused')
    stage.calls.dismiss()
    expect(stage.is).toBe('nothing')
  })

  it('who hangs up before the call has a name hangs it up as soon as it has', async () => {
    const stage = new CallStage()
    void stage.calls.call(bo, 'talk', 'voice')
    await breathe()
    stage.calls.hangUp()
    expect(stage.engine.live.isOver).toBe(true)
    await stage.question('call').accept('c7')
    expect(stage.said[1]).toEqual({ type: 'hangup', call: 'c7' })
  })

  it('who turns away while the microphone is asked for lets go of it when it comes', async () => {
    const stage = new CallStage()
    stage.engine.asks = true
    void stage.calls.call(bo, 'talk', 'voice')
    stage.calls.hangUp()
    stage.engine.answerQuestion?.()
    await breathe()
    expect([stage.engine.live.isOver, stage.said]).toEqual([true, []])
  })

  it.each(['missed', 'declined', 'busy'] as const)(
    'is told that it was %s, for a moment',
    async (outcome) => {
      const stage = await calling()
      await stage.ends(outcome)
      expect([stage.is, stage.engine.live.isOver]).toEqual([`ended ${outcome}`, true])
      await stage.clock.advance(3_000)
      expect(stage.is).toBe('nothing')
    },
  )

  it('that the server refuses is told why', async () => {
    const stage = new CallStage()
    void stage.calls.call(bo, 'talk', 'voice')
    await breathe()
    await stage.question('call').refuse('blocked')
    expect(stage.calls.get()?.end?.problem).toBe('blocked')
  })

  it('both at once are put together: what rings from the same one is not turned down', async () => {
    const stage = new CallStage()
    void stage.calls.call(bo, 'talk', 'voice')
    await breathe()
    await stage.rings('c1')
    await stage.talks([talker(bo), talker(ann)])
    expect(stage.log).toEqual(['call'])
    await stage.question('call').accept('c1')
    expect([stage.is, stage.engine.live.others]).toEqual(['talking', [{ person: 'bo', polite: false }]])
  })

  it('a second one is refused while there is a call', async () => {
    const stage = await calling()
    await expect(stage.calls.call(cem, 'other', 'voice')).rejects.toMatchObject({ code: 'in-a-call' })
    expect(stage.is).toBe('calling')
  })
})

describe('a call that rings', () => {
  it('is taken, and talks only once the server says that it is this device', async () => {
    const stage = new CallStage()
    await stage.rings()
    void stage.calls.answer()
    await breathe()
    await stage.talks()
    expect([stage.is, stage.engine.live.others]).toEqual(['joining', []])
    await stage.question('answer').accept()
    expect([stage.is, stage.engine.live.others]).toEqual(['talking', [{ person: 'bo', polite: false }]])
  })

  it('falls silent at once when it is declined', async () => {
    const stage = new CallStage()
    await stage.rings()
    const done = stage.calls.decline()
    expect([stage.is, stage.log]).toEqual(['nothing', ['answer decline']])
    await stage.question('answer').refuse('call-is-over')
    await expect(done).resolves.toBeUndefined()
  })

  it.each(['cancelled', 'missed', 'declined'] as const)('falls silent when it is %s', async (outcome) => {
    const stage = new CallStage()
    await stage.rings()
    await stage.ends(outcome)
    expect(stage.is).toBe('nothing')
  })

  it('falls silent by itself where nothing comes any more', async () => {
    const stage = new CallStage()
    await stage.rings()
    await stage.clock.advance(45_000)
    expect(stage.is).toBe('nothing')
  })

  it('falls silent when another device took it, and says so', async () => {
    const stage = new CallStage()
    await stage.rings()
    await stage.talks()
    expect(stage.is).toBe('nothing')
    expect(stage.calls.elsewhere.get()).toMatchObject({ id: 'c1', isLost: false })
  })

  it('taken by another device while the microphone was asked for here is left to it', async () => {
    const stage = new CallStage()
    stage.engine.asks = true
    await stage.rings()
    void stage.calls.answer()
    await stage.talks()
    expect(stage.is).toBe('ended elsewhere')
    stage.engine.answerQuestion?.()
    await breathe()
    expect([stage.engine.live.isOver, stage.said]).toEqual([true, []])
  })

  it('taken by both at once is taken by the one that the server says', async () => {
    const stage = new CallStage()
    await stage.rings()
    void stage.calls.answer()
    await breathe()
    await stage.talks()
    await stage.question('answer').refuse('answered-elsewhere')
    expect([stage.is, stage.engine.live.isOver]).toEqual(['ended elsewhere', true])
    expect(stage.calls.elsewhere.get()?.id).toBe('c1')
  })

  it('is declined where the microphone is refused, and it is said', async () => {
    const stage = new CallStage()
    await stage.rings()
    stage.engine.trouble = 'not-allowed'
    await stage.calls.answer()
    expect([stage.is, stage.log]).toEqual(['ended refused', ['answer decline']])
  })

  it('cancelled while the microphone is asked for leaves nothing open', async () => {
    const stage = new CallStage()
    stage.engine.asks = true
    await stage.rings()
    void stage.calls.answer()
    await stage.ends('cancelled')
    stage.engine.answerQuestion?.()
    await breathe()
    expect([stage.is, stage.engine.live.isOver]).toEqual(['ended cancelled', true])
  })

  it('of somebody else is told that one is busy, and nothing rings', async () => {
    const stage = await talking()
    await stage.rings('c2', cem)
    expect([stage.is, stage.said.filter((one) => one.type === 'answer')[1]]).toEqual([
      'talking',
      { type: 'answer', call: 'c2', with: 'busy' },
    ])
  })

  it('an accept whose answer was lost goes on by the new line if it was this line that took it', async () => {
    const stage = new CallStage()
    await stage.rings()
    void stage.calls.answer()
    await breathe()
    await stage.talks([talker(bo), talker(ann, { away: true })])
    await stage.question('answer').done()
    await stage.question('signal').accept()
    expect([stage.is, stage.log]).toEqual(['talking', ['answer accept', 'signal', 'share']])
  })

  it('an accept whose answer was lost is over here if another device had taken it', async () => {
    const stage = new CallStage()
    await stage.rings()
    void stage.calls.answer()
    await breathe()
    await stage.talks()
    await stage.question('answer').done()
    expect([stage.is, stage.log]).toEqual(['ended elsewhere', ['answer accept']])
  })
})

describe('while one talks', () => {
  it('signals go to the engine, and an empty one says that the other line was lost', async () => {
    const stage = await talking()
    const sdp = { type: 'offer', sdp: 'v=0' } as const
    await stage.hears({ type: 'signal', call: 'c1', from: 'bo', sdp })
    await stage.hears({ type: 'signal', call: 'c9', from: 'bo', sdp })
    await stage.hears({ type: 'signal', call: 'c1', from: 'bo' })
    expect(stage.engine.live.heard).toEqual([['bo', { sdp }]])
    expect(stage.engine.live.resumed).toEqual(['bo'])
  })

  it('one falls silent at once, and the others are told', async () => {
    const stage = await talking()
    stage.calls.setMuted(true)
    expect(stage.engine.live.sharing.muted).toBe(true)
    expect(stage.calls.get()?.sharing.muted).toBe(true)
    expect(stage.said.pop()).toEqual({ type: 'share', call: 'c1', muted: true, camera: false, screen: false })
  })

  it('a camera is told of before it goes on, and stays off where the server says no', async () => {
    const stage = await talking()
    await stage.question('share').accept()
    const done = stage.calls.setCamera(true)
    expect(stage.engine.live.sharing.camera).toBe(false)
    const refused = expect(done).rejects.toMatchObject({ code: 'too-many-cameras' })
    await stage.question('share').refuse('too-many-cameras')
    await refused
    expect(stage.calls.get()?.sharing.camera).toBe(false)
  })

  it('a camera that is not to be had is taken back at the others', async () => {
    const stage = await talking()
    await stage.question('share').accept()
    stage.engine.live.trouble = 'device-busy'
    const refused = expect(stage.calls.setCamera(true)).rejects.toMatchObject({ code: 'device-busy' })
    await stage.question('share').accept()
    await refused
    expect(stage.said.pop()).toMatchObject({ type: 'share', camera: false })
  })

  it('a lost line is taken up again by an empty signal, and what is shared is told anew', async () => {
    const stage = await talking()
    stage.calls.reconnected()
    await stage.question('signal').accept()
    expect([stage.engine.live.resumed, stage.said.pop()?.type]).toEqual([[undefined], 'share'])
  })

  it.each([
    ['unknown-call', 'ended failed'],
    ['call-is-over', 'ended over'],
    ['not-in-call', 'ended elsewhere'],
    ['no-answer', 'talking'],
  ])('a server that answers %s then: %s', async (code, is) => {
    const stage = await talking()
    stage.calls.reconnected()
    await stage.question('signal').refuse(code)
    expect(stage.is).toBe(is)
  })

  it('two who find no way to each other are told so, and the call has failed', async () => {
    const stage = await talking()
    await stage.clock.advance(30_000)
    expect([stage.is, stage.said.pop()]).toEqual([
      'ended no-way',
      { type: 'hangup', call: 'c1', failed: true },
    ])
  })

  it('one who is heard is not given up, nor one whose line the server waits for', async () => {
    const stage = await talking()
    stage.engine.live.shows({
      others: [{ person: 'bo', line: 'connected', quality: 'good', speaking: true }],
    })
    await stage.clock.advance(60_000)
    stage.engine.live.shows({ others: [{ person: 'bo', line: 'lost', quality: 'bad', speaking: false }] })
    await stage.talks([talker(bo, { away: true }), talker(ann)])
    await stage.clock.advance(60_000)
    expect(stage.is).toBe('talking')
  })

  it('a line that is cut makes one ask whether that to the server still is', async () => {
    const stage = await talking()
    const shows = (line: 'connected' | 'lost') =>
      stage.engine.live.shows({ others: [{ person: 'bo', line, quality: 'good', speaking: false }] })
    shows('connected')
    expect(stage.checks).toBe(0)
    shows('lost')
    shows('lost')
    expect(stage.checks).toBe(1)
  })

  it('what is heard of it after hanging up is no call on another device', async () => {
    const stage = await talking()
    stage.calls.hangUp()
    await stage.talks()
    await stage.ends('answered')
    expect([stage.is, stage.calls.elsewhere.get()]).toEqual(['ended left', undefined])
  })

  it('signing out ends it', async () => {
    const stage = await talking()
    stage.calls.open(undefined)
    expect([stage.is, stage.engine.live.isOver]).toEqual(['nothing', true])
    await expect(stage.calls.join('tea')).rejects.toMatchObject({ code: 'signed-out' })
  })
})

describe('after a reload', () => {
  it('the call of this window can be come back into, even before the server knows that its line is lost', async () => {
    const { storage } = await talking()
    const stage = new CallStage({ storage })
    await stage.talks()
    expect(stage.calls.elsewhere.get()).toMatchObject({ id: 'c1', isLost: true })
    void stage.calls.comeBack('c1')
    await breathe()
    await stage.question('signal').accept()
    await stage.talks()
    expect([stage.is, stage.calls.get()?.peer, stage.calls.elsewhere.get()]).toEqual([
      'talking',
      bo,
      undefined,
    ])
  })

  it('that of another device can not, until its line is lost', async () => {
    const stage = new CallStage()
    await stage.talks()
    expect(stage.calls.elsewhere.get()?.isLost).toBe(false)
    await stage.talks([talker(bo), talker(ann, { away: true })])
    expect(stage.calls.elsewhere.get()?.isLost).toBe(true)
    await stage.ends('answered')
    expect(stage.calls.elsewhere.get()).toBeUndefined()
  })
})

describe('the call of a group', () => {
  const group = 'tea.c1'

  async function joined(): Promise<CallStage> {
    const stage = new CallStage()
    void stage.calls.join('tea')
    await breathe()
    expect(stage.said).toEqual([{ type: 'call', to: 'tea', media: 'voice' }])
    await stage.question('call').accept(group)
    await stage.talks([talker(bo), talker(ann), talker(cem)], group)
    return stage
  }

  it('is joined, and connections are made to those who are there and come', async () => {
    const stage = await joined()
    expect(stage.engine.live.others).toEqual([
      { person: 'bo', polite: false },
      { person: 'cem', polite: true },
    ])
    await stage.talks([talker(ann), talker(cem)], group)
    expect(stage.engine.live.others).toEqual([{ person: 'cem', polite: true }])
  })

  it('what the other port tells of it, sooner or later, changes no connection', async () => {
    const stage = await joined()
    await stage.hears(
      { type: 'talking', call: group, room: 'tea', media: 'voice', since: 0, people: [talker(ann)] },
      'group',
    )
    expect(stage.engine.live.others).toHaveLength(2)
    expect(stage.calls.rooms.get().tea?.people).toHaveLength(1)
  })

  it('signals name whom they are for', async () => {
    const stage = await joined()
    void stage.engine.live.options.send('cem', { candidates: [] })
    expect(stage.said.pop()).toEqual({ type: 'signal', call: group, to: 'cem', candidates: [] })
  })

  it('that is full says so', async () => {
    const stage = new CallStage()
    void stage.calls.join('tea')
    await breathe()
    await stage.question('call').refuse('call-full')
    expect([stage.is, stage.calls.get()?.end?.problem]).toEqual(['ended refused', 'call-full'])
  })

  it('goes on without somebody whose line was lost for too long', async () => {
    const stage = await joined()
    await stage.talks([talker(bo), talker(cem)], group)
    expect([stage.is, stage.engine.live.isOver]).toEqual(['ended failed', true])
  })

  it('is shown in its room until it is over, or found over on coming back', async () => {
    const stage = new CallStage()
    const rooms = () => Object.keys(stage.calls.rooms.get())
    const frame = { type: 'talking', call: group, room: 'tea', media: 'voice', since: 0 } as const
    const entered = { type: 'entered', room: 'tea', top: 0, online: 1, messages: [], complete: true } as const
    await stage.hears({ ...frame, people: [talker(bo)] }, 'group')
    await stage.hears({ ...entered, read: 0, talking: group } as never, 'group')
    expect(rooms()).toEqual(['tea'])
    await stage.hears({ ...entered, read: 0 } as never, 'group')
    expect(rooms()).toEqual([])
    await stage.hears({ ...frame, people: [talker(bo)] }, 'group')
    await stage.hears({ ...frame, people: [] }, 'group')
    expect(rooms()).toEqual([])
  })
})

it('without an engine, as in WeChat, a call is made and taken for a browser to go on with', async () => {
  const stage = new CallStage({ hasEngine: false })
  expect(stage.calls.canTalk).toBe(false)
  void stage.calls.call(bo, 'talk', 'voice')
  await breathe()
  await stage.question('call').accept()
  stage.calls.reconnected()
  expect([stage.is, stage.log]).toEqual(['calling', ['call']])
})
