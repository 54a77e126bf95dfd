-- Lets go of what one holder has, if it is still theirs.
--
-- KEYS[1]  string: who holds it
-- ARGV[1]  who lets go
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
