import { sealedRequests } from '../api/sealed-http'
import { config } from '../config'
import { sealedSockets } from '../sealing/sealed-socket'
import { Vault } from '../sealing/vault'
import { readAddresses } from './addresses'
import { callEngine } from './calls'
import { openChance } from './chance'
import { clock } from './clock'
import { reach } from './download'
import { openFiles } from './files'
import type { Host } from './host'
import { openNetwork } from './network'
import { removeOpenedFiles } from './opened-files'
import { phoneLanguage } from './phone-language'
import { openSound } from './player'
import { openRequests } from './request'
import { sealPlatform } from './seal'
import { secrets } from './secrets'
import { openSocket } from './socket'
import { storage } from './storage'
import { visibility } from './visibility'
import { wechatCode } from './wechat-code'

/** WeChat, or a browser that stands in for it. */
export function wechat(): Host {
  const addresses = readAddresses()
  const vault = new Vault(storage, secrets, sealPlatform)
  const calls = callEngine()
  const sockets = sealedSockets(openSocket, sealPlatform, config.sealPins)
  return {
    phone: {
      openSocket: sockets,
      clock,
      storage: vault,
      network: openNetwork(),
      visibility,
      chance: openChance(),
    },
    unlock: () => vault.open(),
    addresses,
    sendRequest: sealedRequests(openRequests(addresses.http), sealPlatform, config.sealPins),
    files: openFiles(addresses.http),
    sounds: { open: openSound, reach },
    ...(calls && { calls }),
    removeOpenedFiles,
    wechatCode,
    language: phoneLanguage(),
  }
}
