-- Takes from a token bucket, kept as the one time at which it will be full again.
-- Answers 0 when it was there, else the milliseconds after which it will be.
--
-- KEYS[1]  string: that time, in milliseconds; gone when the bucket is full
-- ARGV[1]  milliseconds in which one token comes back
-- ARGV[2]  how many tokens the full bucket has
-- ARGV[3]  how many to take
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local millis, burst, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local full = tonumber(redis.call('GET', KEYS[1]) or now)
local missing = math.max(0, full - now) + cost * millis
local too_much = missing - burst * millis
-- Sums of fractions do not come out even.
if too_much > 0.01 then
  return math.ceil(too_much)
end
redis.call('SET', KEYS[1], string.format('%.3f', now + missing), 'PX', math.ceil(missing) + 1)
return 0
