-- Lets one holder have something for a while.
-- Answers 1 to the first, and to the same one again; 0 to any other.
--
-- KEYS[1]  string: who holds it; gone when the time is over
-- ARGV[1]  who wants it
-- ARGV[2]  for how many milliseconds
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
  return 1
end
return redis.call('GET', KEYS[1]) == ARGV[1] and 1 or 0
