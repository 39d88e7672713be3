/** The named data types of TR-181 that the demo device uses: name, primitive type, facets. */
export const namedTypesSchema = String.raw`
Alias string (..64)
IPAddress string (..45)
IPv4Address string (..15) ~ ~ ((25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])
IPv6Address string (..45)
IPv6Prefix string (..49)
MACAddress string (..17) ~ ~ ([0-9A-Fa-f][0-9A-Fa-f]:){5}([0-9A-Fa-f][0-9A-Fa-f])
Order unsignedInt <1..>
StatsCounter32 unsignedInt 
StatsCounter64 unsignedLong 
URL string (..2048)
`;
