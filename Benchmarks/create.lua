-- Signed `/project create` requests in Slack's form, each of them another delivery.
--
-- wrk -s create.lua URL -- SECRET SINK RUN
local ffi = require("ffi")
ffi.cdef [[
  const void *EVP_sha256(void);
  unsigned char *HMAC(const void *digest, const void *key, int key_length, const char *text, size_t length,
                      unsigned char *code, unsigned int *code_length);
]]
local crypto = ffi.load("crypto.so.3")
local code, code_length = ffi.new("unsigned char[32]"), ffi.new("unsigned int[1]")

local hex = {}
for byte = 0, 255 do hex[byte] = string.format("%02x", byte) end

local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local secret, sink, run
local count = 0
function init(arguments)
  secret, sink, run = arguments[1], arguments[2], arguments[3]
end

local function signature(text)
  crypto.HMAC(crypto.EVP_sha256(), secret, #secret, text, #text, code, code_length)
  local digits = {}
  for i = 0, 31 do digits[i + 1] = hex[code[i]] end
  return table.concat(digits)
end

function request()
  count = count + 1
  local id = run .. "." .. number .. "." .. count
  local body = "token=x&team_id=T0&team_domain=acme&channel_id=C0&channel_name=ops&user_id=U" .. (count % 500)
    .. "&user_name=user" .. (count % 500) .. "&command=%2Fproject&text=create+Project+" .. id
    .. "&api_app_id=A0&is_enterprise_install=false&response_url=" .. sink .. id .. "&trigger_id=" .. id
  local time = os.time()
  return "POST /hooks/try HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    .. "X-Slack-Request-Timestamp: " .. time .. "\r\nX-Slack-Signature: v0=" .. signature("v0:" .. time .. ":" .. body)
    .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

function done(summary, latency, requests)
  io.write(string.format("RESULT %d %.0f %d %.2f %.2f %d\n", summary.requests,
    summary.requests / (summary.duration / 1e6),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.errors.timeout))
end
