-- SPDX-License-Identifier: GPL-2.0-or-later
-- What engineers write today: a post-dissector that links each challenge with its retry by Call-ID.
local status, call_id = Field.new("sip.Status-Code"), Field.new("sip.Call-ID")
local authorization, proxy = Field.new("sip.Authorization"), Field.new("sip.Proxy-Authorization")
local proto = Proto("benchlink", "Benchmark, Lua")
local challenge_in = ProtoField.framenum("benchlink.challenge_in", "Challenge in")
proto.fields = { challenge_in }
local challenges = {}
function proto.init()
    challenges = {}
end
function proto.dissector(buffer, pinfo, tree)
    local call = call_id()
    if not call then
        return
    end
    local code = status()
    if code and (code.value == 401 or code.value == 407) then
        challenges[tostring(call)] = pinfo.number
    elseif authorization() or proxy() then
        local frame = challenges[tostring(call)]
        if frame then
            tree:add(challenge_in, frame)
        end
    end
end
register_postdissector(proto)
