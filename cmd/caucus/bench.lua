-- Asks the questions of a file in turn, each line a path, a tab and the tag to
-- send as If-None-Match, and prints what was counted as one line of JSON.
local questions, at = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local path, tag = line:match("^(.-)\t(.*)$")
    local headers = nil
    if tag ~= "" then
      headers = { ["Host"] = wrk.headers["Host"], ["If-None-Match"] = tag }
    end
    questions[#questions + 1] = wrk.format("GET", path, headers)
  end
end

function request()
  at = at % #questions + 1
  return questions[at]
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('{"requests":%d,"microseconds":%d,"errors":%d,"p99":%d}\n', summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(99)))
end
