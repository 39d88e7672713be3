/** What the demo device supports of TR-181 2.19: see parse-schema.ts for the form. */
export const ipSchema = String.raw`
Device.IP.
  IPv4Capable ro boolean
  IPv4Enable rw boolean
  IPv4Status ro string {Disabled|Enabled|Error}
  IPv6Capable ro boolean
  IPv6Enable rw boolean
  IPv6Status ro string {Disabled|Enabled|Error}
  ULAPrefix rw IPv6Prefix
  ActivePortNumberOfEntries ro unsignedInt
  InterfaceNumberOfEntries ro unsignedInt
Device.IP.Interface.{i}. rw count=InterfaceNumberOfEntries enable=Enable key!=Alias key!=Name
  Enable rw boolean =false
  Status ro string {Up|Down|Unknown|Dormant|NotPresent|LowerLayerDown|Error} =Down
  Alias once Alias
  Name ro string (..64)
  LastChange ro unsignedInt quiet
  LowerLayers rw string[] total=..1024 ->strong =""
  IPv4Enable rw boolean
  IPv6Enable rw boolean
  ULAEnable rw boolean =false
  Router rw string (..256) ->strong:Device.Routing.Router. =""
  MaxMTUSize rw unsignedInt <64..65535>
  Type ro string {Normal|Loopback|Tunnel|Tunneled} =Normal
  Loopback rw boolean =false
  IPv4AddressNumberOfEntries ro unsignedInt
  IPv6AddressNumberOfEntries ro unsignedInt
  IPv6PrefixNumberOfEntries ro unsignedInt
  AutoIPEnable rw boolean =false
  Reset() sync
Device.IP.Interface.{i}.IPv4Address.{i}. rw count=IPv4AddressNumberOfEntries enable=Enable key!=Alias key=IPAddress,SubnetMask
  Enable rw boolean =false
  Status ro string {Disabled|Enabled|Error_Misconfigured|Error} =Disabled
  Alias once Alias
  IPAddress rw IPv4Address
  SubnetMask rw IPv4Address =""
  AddressingType ro string {DHCP|IKEv2|AutoIP|IPCP|Static|3GPP-NAS} =Static
Device.IP.Interface.{i}.IPv6Address.{i}. rw count=IPv6AddressNumberOfEntries enable=Enable key!=Alias key=IPAddress
  Enable rw boolean =false
  Status ro string {Disabled|Enabled|Error_Misconfigured|Error} =Disabled
  IPAddressStatus ro string {Preferred|Deprecated|Invalid|Inaccessible|Unknown|Tentative|Duplicate|Optimistic} =Invalid
  Alias once Alias
  IPAddress rw IPv6Address =""
  Origin ro string {AutoConfigured|DHCPv6|IKEv2|MAP|WellKnown|3GPP-NAS|Static} =Static
  Prefix rw string ->strong:Device.IP.Interface.{i}.IPv6Prefix. =""
  PreferredLifetime rw dateTime =9999-12-31T23:59:59Z
  ValidLifetime rw dateTime =9999-12-31T23:59:59Z
  Anycast rw boolean =false
Device.IP.Interface.{i}.IPv6Prefix.{i}. rw count=IPv6PrefixNumberOfEntries enable=Enable key!=Alias key=Prefix
  Enable rw boolean =false
  Status ro string {Disabled|Enabled|Error} =Disabled
  PrefixStatus ro string {Preferred|Deprecated|Invalid|Inaccessible|Unknown} =Invalid
  Alias once Alias
  Prefix rw IPv6Prefix =""
  Origin ro string {AutoConfigured|PrefixDelegation|RouterAdvertisement|WellKnown|Static|Child} =Static
  StaticType rw string {Static|Inapplicable|PrefixDelegation|Child} =Static
  ParentPrefix rw string ->strong:Device. =""
  ChildPrefixBits rw IPv6Prefix =""
  OnLink rw boolean =false
  Autonomous rw boolean =false
  PreferredLifetime rw dateTime =9999-12-31T23:59:59Z
  ValidLifetime rw dateTime =9999-12-31T23:59:59Z
Device.IP.Interface.{i}.Stats.
  BytesSent ro StatsCounter64 quiet
  BytesReceived ro StatsCounter64 quiet
  PacketsSent ro StatsCounter64 quiet
  PacketsReceived ro StatsCounter64 quiet
  ErrorsSent ro StatsCounter32 quiet
  ErrorsReceived ro StatsCounter32 quiet
  DiscardPacketsSent ro StatsCounter32 quiet
  DiscardPacketsReceived ro StatsCounter32 quiet
  UnicastPacketsSent ro StatsCounter64 quiet
  UnicastPacketsReceived ro StatsCounter64 quiet
  MulticastPacketsSent ro StatsCounter64 quiet
  MulticastPacketsReceived ro StatsCounter64 quiet
  BroadcastPacketsSent ro StatsCounter64 quiet
  BroadcastPacketsReceived ro StatsCounter64 quiet
  UnknownProtoPacketsReceived ro StatsCounter32 quiet
Device.IP.ActivePort.{i}. count=ActivePortNumberOfEntries key=LocalIPAddress,LocalPort,RemoteIPAddress,RemotePort
  LocalIPAddress ro IPAddress
  LocalPort ro unsignedInt <0..65535>
  RemoteIPAddress ro IPAddress
  RemotePort ro unsignedInt <0..65535>
  Status ro string {LISTEN|ESTABLISHED}
Device.IP.Diagnostics.
  IPv4PingSupported ro boolean
  IPv6PingSupported ro boolean
  IPv4TraceRouteSupported ro boolean
  IPv6TraceRouteSupported ro boolean
  IPv4DownloadDiagnosticsSupported ro boolean
  IPv6DownloadDiagnosticsSupported ro boolean
  IPv4UploadDiagnosticsSupported ro boolean
  IPv6UploadDiagnosticsSupported ro boolean
  DownloadTransports ro string[] {HTTP|FTP}
  DownloadDiagnosticMaxConnections ro unsignedInt <1..>
  DownloadDiagnosticsMaxIncrementalResult ro unsignedInt <1..>
  UploadTransports ro string[] {HTTP|FTP}
  UploadDiagnosticsMaxConnections ro unsignedInt <1..>
  UploadDiagnosticsMaxIncrementalResult ro unsignedInt <1..>
  IPPing() async
    in Interface string (..256) ->weak
    in ProtocolVersion! string {Any|IPv4|IPv6}
    in Host! string (..256)
    in NumberOfRepetitions! unsignedInt <1..>
    in Timeout! unsignedInt <1..>
    in DataBlockSize! unsignedInt <1..65535>
    in DSCP unsignedInt <0..63>
    out Status string {Canceled|Complete|Error|Error_CannotResolveHostName|Error_NoRouteToHost|Error_Internal|Error_Other}
    out IPAddressUsed IPAddress
    out SuccessCount unsignedInt
    out FailureCount unsignedInt
    out AverageResponseTime unsignedInt
    out MinimumResponseTime unsignedInt
    out MaximumResponseTime unsignedInt
    out AverageResponseTimeDetailed unsignedInt
    out MinimumResponseTimeDetailed unsignedInt
    out MaximumResponseTimeDetailed unsignedInt
  TraceRoute() async
    in Interface string (..256) ->weak
    in ProtocolVersion! string {Any|IPv4|IPv6}
    in Host! string (..256)
    in NumberOfTries unsignedInt <1..3>
    in Timeout unsignedInt <1..>
    in DataBlockSize unsignedInt <1..65535>
    in DSCP unsignedInt <0..63>
    in MaxHopCount unsignedInt <1..64>
    out Status string {Canceled|Complete|Error|Error_CannotResolveHostName|Error_NoRouteToHost|Error_MaxHopCountExceeded|Error_Internal|Error_Other}
    out IPAddressUsed IPAddress
    out ResponseTime unsignedInt
    out RouteHops.{i}.Host string (..256)
    out RouteHops.{i}.HostAddress string
    out RouteHops.{i}.ErrorCode unsignedInt
    out RouteHops.{i}.RTTimes unsignedInt[1..3]
  DownloadDiagnostics() async
    in Interface string (..256) ->weak
    in DownloadURL! URL
    in DSCP unsignedInt <0..63>
    in EthernetPriority unsignedInt <0..7>
    in TimeBasedTestDuration unsignedInt <0..999>
    in TimeBasedTestMeasurementInterval unsignedInt <0..999>
    in TimeBasedTestMeasurementOffset unsignedInt <0..255>
    in ProtocolVersion string {Any|IPv4|IPv6}
    in NumberOfConnections unsignedInt <1..>
    in EnablePerConnectionResults boolean
    out Status string {Complete|Error_CannotResolveHostName|Error_NoRouteToHost|Error_InitConnectionFailed|Error_NoResponse|Error_TransferFailed|Error_PasswordRequestFailed|Error_LoginFailed|Error_NoTransferMode|Error_NoPASV|Error_IncorrectSize|Error_Timeout|Error_Internal|Error_Other}
    out IPAddressUsed IPAddress
    out ROMTime dateTime
    out BOMTime dateTime
    out EOMTime dateTime
    out TestBytesReceived StatsCounter64
    out TotalBytesReceived StatsCounter64
    out TotalBytesSent StatsCounter64
    out TestBytesReceivedUnderFullLoading StatsCounter64
    out TotalBytesReceivedUnderFullLoading StatsCounter64
    out TotalBytesSentUnderFullLoading StatsCounter64
    out PeriodOfFullLoading unsignedInt
    out TCPOpenRequestTime dateTime
    out TCPOpenResponseTime dateTime
    out PerConnectionResult.{i}.ROMTime dateTime
    out PerConnectionResult.{i}.BOMTime dateTime
    out PerConnectionResult.{i}.EOMTime dateTime
    out PerConnectionResult.{i}.TestBytesReceived StatsCounter64
    out PerConnectionResult.{i}.TotalBytesReceived StatsCounter64
    out PerConnectionResult.{i}.TotalBytesSent StatsCounter64
    out PerConnectionResult.{i}.TCPOpenRequestTime dateTime
    out PerConnectionResult.{i}.TCPOpenResponseTime dateTime
    out IncrementalResult.{i}.TestBytesReceived StatsCounter64
    out IncrementalResult.{i}.TotalBytesReceived StatsCounter64
    out IncrementalResult.{i}.TotalBytesSent StatsCounter64
    out IncrementalResult.{i}.StartTime dateTime
    out IncrementalResult.{i}.EndTime dateTime
  UploadDiagnostics() async
    in Interface string (..256) ->weak
    in UploadURL! URL
    in DSCP unsignedInt <0..63>
    in EthernetPriority unsignedInt <0..7>
    in TestFileLength unsignedLong
    in TimeBasedTestDuration unsignedInt <0..999>
    in TimeBasedTestMeasurementInterval unsignedInt <0..999>
    in TimeBasedTestMeasurementOffset unsignedInt <0..255>
    in ProtocolVersion string {Any|IPv4|IPv6}
    in NumberOfConnections unsignedInt <1..>
    in EnablePerConnectionResults boolean
    out Status string {Complete|Error_CannotResolveHostName|Error_NoRouteToHost|Error_InitConnectionFailed|Error_NoResponse|Error_PasswordRequestFailed|Error_LoginFailed|Error_NoTransferMode|Error_NoPASV|Error_NoCWD|Error_NoSTOR|Error_NoTransferComplete|Error_Timeout|Error_Internal|Error_Other}
    out IPAddressUsed IPAddress
    out ROMTime dateTime
    out BOMTime dateTime
    out EOMTime dateTime
    out TestBytesSent StatsCounter64
    out TotalBytesReceived StatsCounter64
    out TotalBytesSent StatsCounter64
    out TestBytesSentUnderFullLoading StatsCounter64
    out TotalBytesReceivedUnderFullLoading StatsCounter64
    out TotalBytesSentUnderFullLoading StatsCounter64
    out PeriodOfFullLoading unsignedInt
    out TCPOpenRequestTime dateTime
    out TCPOpenResponseTime dateTime
    out PerConnectionResult.{i}.ROMTime dateTime
    out PerConnectionResult.{i}.BOMTime dateTime
    out PerConnectionResult.{i}.EOMTime dateTime
    out PerConnectionResult.{i}.TestBytesSent StatsCounter64
    out PerConnectionResult.{i}.TotalBytesReceived StatsCounter64
    out PerConnectionResult.{i}.TotalBytesSent StatsCounter64
    out PerConnectionResult.{i}.TCPOpenRequestTime dateTime
    out PerConnectionResult.{i}.TCPOpenResponseTime dateTime
    out IncrementalResult.{i}.TestBytesSent StatsCounter64
    out IncrementalResult.{i}.TotalBytesReceived StatsCounter64
    out IncrementalResult.{i}.TotalBytesSent StatsCounter64
    out IncrementalResult.{i}.StartTime dateTime
    out IncrementalResult.{i}.EndTime dateTime
Device.Routing.
  RouterNumberOfEntries ro unsignedInt
Device.Routing.Router.{i}. rw count=RouterNumberOfEntries enable=Enable key!=Alias
  Enable rw boolean =false
  Status ro string {Disabled|Enabled|Error} =Disabled
  Alias once Alias
  IPv4ForwardingNumberOfEntries ro unsignedInt
  IPv6ForwardingNumberOfEntries ro unsignedInt
Device.Routing.Router.{i}.IPv4Forwarding.{i}. rw count=IPv4ForwardingNumberOfEntries enable=Enable key!=Alias key=DestIPAddress,DestSubnetMask,ForwardingPolicy,GatewayIPAddress,Interface,ForwardingMetric
  Enable rw boolean =false
  Status ro string {Disabled|Enabled|Error_Misconfigured|Error} =Disabled
  Alias once Alias
  Type rw string {Normal|Receive|Blackhole|Unreachable|Prohibit} =Normal
  StaticRoute ro boolean =true
  DestIPAddress rw IPv4Address =""
  DestSubnetMask rw IPv4Address =""
  ForwardingPolicy rw int <-1..> =-1
  GatewayIPAddress rw IPv4Address =""
  Interface rw string (..256) ->strong:Device.IP.Interface. =""
  Origin ro string {DHCPv4|OSPF|IPCP|RIP|3GPP-NAS|Static} =Static
  ForwardingMetric rw int <-1..> =-1
Device.Routing.Router.{i}.IPv6Forwarding.{i}. rw count=IPv6ForwardingNumberOfEntries enable=Enable key!=Alias key=DestIPPrefix,ForwardingPolicy,NextHop,Interface,ForwardingMetric
  Enable rw boolean =false
  Status ro string {Disabled|Enabled|Error_Misconfigured|Error} =Disabled
  Alias once Alias
  Type rw string {Normal|Receive|Blackhole|Unreachable|Prohibit} =Normal
  DestIPPrefix rw IPv6Prefix =""
  ForwardingPolicy rw int <-1..> =-1
  NextHop rw IPv6Address =""
  Interface rw string (..256) ->strong:Device.IP.Interface. =""
  Origin ro string {DHCPv6|OSPF|RA|RIPng|3GPP-NAS|Static} =Static
  ForwardingMetric rw int <-1..> =-1
  ExpirationTime ro dateTime =9999-12-31T23:59:59Z
`;
