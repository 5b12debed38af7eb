-- For wrk with two threads. Without arguments it asks for the URL again and again; after "--", "paths FILE" asks for
-- random lines of the file, "receipts FILE BATCH FROM" posts one receipt for each invitation of a batch, from a number on, as receipts.sql made
-- them. The last line of the output is for scripts: requests, microseconds, bytes, failures, created.

local threads = {}
function setup(thread)
  thread:set("id", #threads)
  table.insert(threads, thread)
end

function init(args)
  created = 0
  local mode = args[1]
  if mode == "paths" then
    -- a thread is under way, and counted, while the next one reads: a million lines made into requests took ten seconds
    local all, made = {}, {}
    for line in io.lines(args[2]) do all[#all + 1] = line end
    math.randomseed(os.time() + id * 7919)
    request = function()
      local i = math.random(#all)
      made[i] = made[i] or wrk.format("GET", all[i])
      return made[i]
    end
  elseif mode == "receipts" then
    local codes = {}
    for line in io.lines(args[2]) do codes[#codes + 1] = line end
    local batch, i = args[3], tonumber(args[4]) + id
    wrk.headers["Content-Type"] = "application/json"
    request = function()
      wrk.headers["Receipt-Code"] = string.format("%s%016d", batch, i)
      wrk.headers["Idempotency-Key"] = string.format("bench-%s-%d", batch, i)
      local body = '{"rating":"SATISFIED","attitude":"SATISFIED","opinion":"答复具体，措施可行，希望按期落实，并在年底前反馈第' .. i .. '项进展。","contact":"电话 0000-1234567"}'
      local answer = wrk.format("POST", "/api/v1/replies/" .. codes[i % #codes + 1] .. "/receipts", nil, body)
      i = i + 2
      return answer
    end
    response = function(status) if status == 201 then created = created + 1 end end
  end
end

function done(summary, latency, requests)
  local e = summary.errors
  local made = 0
  for _, thread in ipairs(threads) do made = made + thread:get("created") end
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
    e.connect + e.read + e.write + e.status + e.timeout, made))
end
