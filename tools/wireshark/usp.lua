-- Has Wireshark take the payload of a USP Record apart as a Message. docs/capture.md says where to put it.
-- The names of the schema come from the .proto files that Wireshark's protobuf settings point to.
local protobuf = Dissector.get("protobuf")
local payload = Proto("usp_payload", "USP Message")

function payload.dissector(buffer, packet, tree)
  packet.private["pb_msg_type"] = "message,usp.Msg"
  return protobuf:call(buffer, packet, tree)
end

local fields = DissectorTable.get("protobuf_field")
fields:add("usp_record.NoSessionContextRecord.payload", payload)
