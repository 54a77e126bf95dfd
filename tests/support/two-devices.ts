import { seeded } from './chance'
import { Device } from './device'
import { ModelServer } from './model-server'
import { VirtualClock } from './virtual-clock'

/** Ann and Bo, each with a phone that allows two sockets, both in the lobby of a model server. */
export interface TwoDevices {
  clock: VirtualClock
  server: ModelServer
  ann: Device
  bo: Device
}

export async function openTwoDevices(): Promise<TwoDevices> {
  const clock = new VirtualClock()
  const random = seeded(7)
  const server = new ModelServer(clock, random)
  const device = (name: string) =>
    new Device({ clock, random, wire: server, account: server.addPerson(name) })
  const devices = { clock, server, ann: await device('ann').launch(), bo: await device('bo').launch() }
  for (const one of [devices.ann, devices.bo]) {
    await clock.until(() => one.app.connection.get().state === 'open')
    one.enter('lobby')
    await clock.until(() => one.page.state?.live === true)
  }
  return devices
}
