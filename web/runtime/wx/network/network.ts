import { asyncApi, eventPair } from '../api'

type Listener = (status: { isConnected: boolean; networkType: string }) => void

const listeners = new Set<Listener>()

/** A browser knows that there is a network, seldom which: any is called wifi. */
const status = () => ({ isConnected: navigator.onLine, networkType: navigator.onLine ? 'wifi' : 'none' })

for (const type of ['online', 'offline'])
  window.addEventListener(type, () => {
    for (const listener of listeners) listener(status())
  })

export const network = {
  getNetworkType: asyncApi('getNetworkType', () => ({ networkType: status().networkType })),
  ...eventPair('NetworkStatusChange', listeners),
}
