/**
 * Loaded into a server before anything else. Each SIGUSR2 sets its clock an hour ahead, or back again, as an
 * administrator or a time server would; timers go on as they do then, for they have a clock of their own.
 */
const jumpMs = 3_600_000
const real = Date.now
let ahead = 0
Date.now = () => real() + ahead
process.on('SIGUSR2', () => {
  ahead = jumpMs - ahead
})
