-- One request again and again; with TOKENS, a file of bearer tokens, each with the next one.
local tokens = {}
local at = tonumber(os.getenv("START") or "0")

if os.getenv("TOKENS") then
  for token in io.lines(os.getenv("TOKENS")) do
    tokens[#tokens + 1] = token
  end
end

function request()
  if #tokens > 0 then
    at = at % #tokens + 1
    wrk.headers["Authorization"] = "Bearer " .. tokens[at]
  end
  return wrk.format()
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
