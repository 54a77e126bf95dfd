import { asyncApi, eventPair } from '../api'

type Heard = (status: { isConnected: boolean; networkType: string }) => void

const heardOf = new Set<Heard>()

/** A browser knows that there is a network, seldom which: any is called wifi. */
const status = () => ({ isConnected: navigator.onLine, networkType: navigator.onLine ? 'wifi' : 'none' })

for (const type of ['online', 'offline'])
  window.addEventListener(type, () => {
    for (const heard of heardOf) heard(status())
  })

export const network = {
  getNetworkType: asyncApi('getNetworkType', () => ({ networkType: status().networkType })),
  ...eventPair('NetworkStatusChange', heardOf),
}
