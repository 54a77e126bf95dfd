-- Puts a record in the place of the one that the caller knows.
-- Answers 1 when it did, 0 when another one is there.
--
-- KEYS[1]  string: the record; gone when its time is over
-- ARGV[1]  the record as the caller knows it; empty for none
-- ARGV[2]  the record from now on; empty for none
-- ARGV[3]  for how many milliseconds
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then
  return 0
end
if ARGV[2] == '' then
  redis.call('DEL', KEYS[1])
else
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
end
return 1
