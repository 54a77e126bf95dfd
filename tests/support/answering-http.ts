import { Http, type HttpAnswer, type HttpRequest } from '../../miniprogram/api/http'
import { Credentials } from '../../miniprogram/session/credentials'
import { ServerClock } from '../../miniprogram/session/server-clock'
import { SimulatedStorage } from './simulated-storage'

/** Who asks. */
export const ann = { id: 'ann', name: 'Ann', avatar: '' }

/** The API of somebody who is signed in, on a server that always answers the same. */
export function answering(answer: HttpAnswer) {
  const asked: HttpRequest[] = []
  const storage = new SimulatedStorage()
  const clock = new ServerClock({ now: () => 0, elapsed: () => 0 }, storage)
  const credentials = new Credentials(clock, storage, async () => 'unreachable')
  credentials.open()
  credentials.signIn({ token: 't', user: ann }, 'guest')
  const http = new Http(async (request) => {
    asked.push(request)
    return answer
  }, credentials)
  return { http, asked }
}
