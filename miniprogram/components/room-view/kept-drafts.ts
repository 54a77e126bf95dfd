import { house } from '../../house'
import { storage } from '../../platform/storage'
import { openDrafts } from './drafts'

/** The one book of drafts. */
export const drafts = openDrafts(storage, house.me)
