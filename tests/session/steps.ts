import fc from 'fast-check'
import type { World } from './world'

/** Something that happens to a person, a phone, the network or the server. */
export interface Step {
  what: keyof typeof steps
  /** On which device. */
  at: number
  /** How many milliseconds pass after it. */
  pause: number
}

/** What may happen, and how. */
const steps = {
  say: (world: World, at: number) => world.say(at),
  sayThree(world: World, at: number) {
    for (let times = 0; times < 3; times += 1) world.say(at)
  },
  recall: (world: World, at: number) => world.recall(at),
  edit: (world: World, at: number) => world.edit(at),
  react: (world: World, at: number) => world.react(at),
  pin: (world: World, at: number) => world.pin(at),
  forward: (world: World, at: number) => world.forward(at),
  read: (world: World, at: number) => ifInRoom(world, at, (device) => device.room.markRead()),
  enterLobby: (world: World, at: number) => ifRunning(world, at, (device) => device.enter(world.stage.hall)),
  // Not everyone may: who may not is told so, and nothing else happens.
  enterTalk: (world: World, at: number) => ifRunning(world, at, (device) => device.enter(world.stage.talk)),
  leave: (world: World, at: number) => world.device(at).leave(),
  hide: (world: World, at: number) => world.device(at).wechat.hide(),
  show: (world: World, at: number) => world.device(at).wechat.show(),
  cut: (world: World, at: number) => world.device(at).wechat.cut(1006, 'abnormal closure'),
  interrupt: (world: World, at: number) => world.device(at).wechat.cut(1000, 'interrupted'),
  killSilently: (world: World, at: number) => world.device(at).wechat.killSilently(),
  loseNetwork: (world: World, at: number) => world.device(at).wechat.loseNetwork(),
  findNetwork: (world: World, at: number) => world.device(at).wechat.findNetwork(),
  changeNetwork: (world: World, at: number) => world.device(at).wechat.changeNetwork(),
  killProgram: (world: World, at: number) => world.device(at).kill(),
  launch: (world: World, at: number) => world.device(at).launch(),
  restartServer: (world: World, at: number) => world.stage.restart(at * 700, at % 2 === 0),
} satisfies Record<string, (world: World, at: number) => unknown>

type Running = ReturnType<World['device']>

function ifRunning(world: World, at: number, then: (device: Running) => void): void {
  const device = world.device(at)
  if (device.wechat.isRunning) then(device)
}

function ifInRoom(world: World, at: number, then: (device: Running) => void): void {
  ifRunning(world, at, (device) => {
    if (device.isInRoom) then(device)
  })
}

/** Talking is what most of it is about. */
const weights: Partial<Record<Step['what'], number>> = {
  say: 8,
  sayThree: 3,
  edit: 2,
  forward: 2,
  react: 3,
  pin: 2,
  enterLobby: 3,
  show: 2,
  launch: 2,
  findNetwork: 2,
}

const kinds = Object.keys(steps) as Array<Step['what']>

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(...kinds.map((what) => ({ weight: weights[what] ?? 1, arbitrary: fc.constant(what) }))),
  at: fc.nat({ max: 3 }),
  pause: fc.oneof(fc.constant(0), fc.nat({ max: 400 }), fc.nat({ max: 8_000 }), fc.nat({ max: 70_000 })),
})

/** A random run of things that happen. */
export const schedule: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 4, maxLength: 40 })

export async function run(world: World, { what, at, pause }: Step): Promise<void> {
  await steps[what](world, at)
  await world.stage.clock.advance(pause)
}
