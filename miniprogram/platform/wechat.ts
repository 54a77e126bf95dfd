import type { Host } from '../build-house'
import { readAddresses } from './addresses'
import { openChance } from './chance'
import { clock } from './clock'
import { openFiles } from './files'
import { openNetwork } from './network'
import { phoneLanguage } from './phone-language'
import { openRequests } from './request'
import { openSocket } from './socket'
import { storage } from './storage'
import { visibility } from './visibility'
import { wechatCode } from './wechat-code'

/** WeChat, or a browser that stands in for it. */
export function wechat(): Host {
  const addresses = readAddresses()
  return {
    phone: { openSocket, clock, storage, network: openNetwork(), visibility, chance: openChance() },
    addresses,
    sendRequest: openRequests(addresses.http),
    files: openFiles(addresses.http),
    wechatCode,
    language: phoneLanguage(),
  }
}
