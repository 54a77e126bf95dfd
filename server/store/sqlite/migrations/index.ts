import { migration as m0001 } from './0001-chat'
import { migration as m0002 } from './0002-uploads'
import { migration as m0003 } from './0003-sessions'
import { migration as m0004 } from './0004-recalled-by'
import { migration as m0005 } from './0005-blocks'
import { migration as m0006 } from './0006-assembling'
import { migration as m0007 } from './0007-edits'
import { migration as m0008 } from './0008-marks'
import { migration as m0009 } from './0009-forwarded'
import { migration as m0010 } from './0010-hidden'
import { migration as m0011 } from './0011-receipts'
import { migration as m0012 } from './0012-mentions'

/**
 * What makes a store of version n out of one of version n-1; the first makes version 1 out of nothing.
 * One that was released is never changed: a correction is a new migration at the end.
 */
export const migrations: readonly string[] = [
  m0001,
  m0002,
  m0003,
  m0004,
  m0005,
  m0006,
  m0007,
  m0008,
  m0009,
  m0010,
  m0011,
  m0012,
]
