-- A node says that it lives. Answers 1 when it was known, else 0, and then the nodes that have died.
-- The clock is that of Redis: those of the nodes need not agree.
--
-- KEYS[1]  sorted set: the nodes, by the time of their last beat in milliseconds
-- ARGV[1]  the node
-- ARGV[2]  milliseconds of silence after which a node is dead
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local known = redis.call('ZSCORE', KEYS[1], ARGV[1]) and 1 or 0
redis.call('ZADD', KEYS[1], string.format('%d', now), ARGV[1])
local dead = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('(%d', now - ARGV[2]))
return { known, dead }
