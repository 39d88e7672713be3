/** What the demo device supports of TR-181 2.19: see parse-schema.ts for the form. */
export const interfacesSchema = String.raw`
Device.Ethernet.
  WoLSupported ro boolean
  FlowControlSupported ro boolean
  InterfaceNumberOfEntries ro unsignedInt
  LinkNumberOfEntries ro unsignedInt
Device.Ethernet.Interface.{i}. count=InterfaceNumberOfEntries key!=Alias key!=Name
  Enable rw boolean
  Status ro string {Up|Down|Unknown|Dormant|NotPresent|LowerLayerDown|Error}
  Alias once Alias
  Name ro string (..64)
  LastChange ro unsignedInt quiet
  LowerLayers rw string[] total=..1024 ->strong
  Upstream ro boolean
  MaxBitRate rw int <-1..>
  MACAddress ro MACAddress
  SupportedLinkModes ro unsignedInt[]
  AdvertisedLinkModes rw unsignedInt[]
  LinkPartnerAdvertisedLinkModes ro unsignedInt[]
  CurrentBitRate ro unsignedInt quiet
  DuplexMode rw string {Half|Full|Auto}
  CurrentDuplexMode ro string {Unknown|Half|Full}
  EEECapability ro boolean
  EEEEnable rw boolean
  EEEStatus ro string {Disabled|Active|Inactive|Unsupported}
  EDPDCapability ro boolean
  EDPDEnable rw boolean
  EDPDStatus ro string {Disabled|Enabled|Unsupported}
  MDIX rw string {Auto|On|Off}
  CurrentMDIX ro string {Unsupported|Unknown|On|Off}
Device.Ethernet.Interface.{i}.Stats.
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
  Collisions ro StatsCounter64 quiet
Device.Ethernet.Link.{i}. rw count=LinkNumberOfEntries enable=Enable key!=Alias key!=Name key=MACAddress
  Enable rw boolean =false
  Status ro string {Up|Down|Unknown|Dormant|NotPresent|LowerLayerDown|Error} =Down
  Alias once Alias
  Name ro string (..64)
  LastChange ro unsignedInt quiet
  LowerLayers rw string[] total=..1024 ->strong =""
  MTU rw unsignedInt
  MACAddress rw MACAddress
  PriorityTagging rw boolean =false
  FlowControl rw boolean =false
  NoARP rw boolean =false
Device.Ethernet.Link.{i}.Stats.
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
  PausePacketsSent ro StatsCounter64 quiet
  PausePacketsReceived ro StatsCounter64 quiet
Device.Bridging.
  MaxBridgeEntries ro unsignedInt
  MaxDBridgeEntries ro unsignedInt
  MaxQBridgeEntries ro unsignedInt
  MaxVLANEntries ro unsignedInt
  BridgeNumberOfEntries ro unsignedInt
Device.Bridging.Bridge.{i}. rw count=BridgeNumberOfEntries enable=Enable key!=Alias
  Enable rw boolean =false
  Status ro string {Disabled|Enabled|Error} =Disabled
  Alias once Alias
  Name ro string (..64)
  Standard rw string {802.1D-2004|802.1Q-2005|802.1Q-2011}
  AgingTime rw unsignedInt <10..1000000> =300
  PortNumberOfEntries ro unsignedInt
Device.Bridging.Bridge.{i}.Port.{i}. rw count=PortNumberOfEntries enable=Enable key!=Alias key!=Name
  Enable rw boolean =false
  Status ro string {Up|Down|Unknown|Dormant|NotPresent|LowerLayerDown|Error} =Down
  Alias once Alias
  Name ro string (..64)
  LastChange ro unsignedInt quiet
  LowerLayers rw string[] total=..1024 ->strong =""
  ManagementPort rw boolean =false
  Type rw string {ProviderNetworkPort|CustomerNetworkPort|CustomerEdgePort|CustomerVLANPort|VLANUnawarePort}
  DefaultUserPriority rw unsignedInt <0..7>
  PriorityRegeneration rw unsignedInt[8..8] <0..7> =0,1,2,3,4,5,6,7
  PortState ro string {Disabled|Blocking|Listening|Learning|Forwarding|Broken} =Disabled
  PVID rw int <1..4094> =1
  TPID rw unsignedInt =33024
  AcceptableFrameTypes rw string {AdmitAll|AdmitOnlyVLANTagged|AdmitOnlyPrioUntagged} =AdmitAll
  IngressFiltering rw boolean =false
  ServiceAccessPrioritySelection rw boolean =false
  ServiceAccessPriorityTranslation rw unsignedInt[8..8] <0..7> =0,1,2,3,4,5,6,7
  PriorityTagging rw boolean =false
  PathCost rw unsignedInt <0..65535>
  Priority rw unsignedInt <0..240/16> =128
Device.Bridging.Bridge.{i}.Port.{i}.Stats.
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
Device.PPP.
  InterfaceNumberOfEntries ro unsignedInt
  SupportedNCPs ro string[] {ATCP|IPCP|IPXCP|NBFCP|IPv6CP}
Device.PPP.Interface.{i}. rw count=InterfaceNumberOfEntries enable=Enable key!=Alias key!=Name
  Enable rw boolean =false
  Status ro string {Up|Down|Unknown|Dormant|NotPresent|LowerLayerDown|Error} =Down
  Alias once Alias
  Name ro string (..64)
  LastChange ro unsignedInt quiet
  LowerLayers rw string[] total=..1024 ->strong =""
  ConnectionStatus ro string {Unconfigured|Connecting|Authenticating|Connected|PendingDisconnect|Disconnecting|Disconnected}
  LastConnectionError ro string {ERROR_NONE|ERROR_ISP_TIME_OUT|ERROR_COMMAND_ABORTED|ERROR_NOT_ENABLED_FOR_INTERNET|ERROR_BAD_PHONE_NUMBER|ERROR_USER_DISCONNECT|ERROR_ISP_DISCONNECT|ERROR_IDLE_DISCONNECT|ERROR_FORCED_DISCONNECT|ERROR_SERVER_OUT_OF_RESOURCES|ERROR_RESTRICTED_LOGON_HOURS|ERROR_ACCOUNT_DISABLED|ERROR_ACCOUNT_EXPIRED|ERROR_PASSWORD_EXPIRED|ERROR_AUTHENTICATION_FAILURE|ERROR_NO_DIALTONE|ERROR_NO_CARRIER|ERROR_NO_ANSWER|ERROR_LINE_BUSY|ERROR_UNSUPPORTED_BITSPERSECOND|ERROR_TOO_MANY_LINE_ERRORS|ERROR_IP_CONFIGURATION|ERROR_UNKNOWN}
  AutoDisconnectTime rw unsignedInt
  IdleDisconnectTime rw unsignedInt
  WarnDisconnectDelay rw unsignedInt
  Username rw string (..64)
  Password rw string (..64) secret
  EncryptionProtocol ro string {None|MPPE}
  CompressionProtocol ro string {None|Van Jacobson|STAC LZS}
  AuthenticationProtocol ro string {None|PAP|CHAP|MS-CHAP}
  MaxMRUSize rw unsignedInt <64..65535> =1500
  CurrentMRUSize ro unsignedInt <64..65535>
  ConnectionTrigger rw string {OnDemand|AlwaysOn|Manual}
  LCPEcho rw unsignedInt
  LCPEchoRetry rw unsignedInt
  LCPEchoAdaptive rw boolean =true
  IPCPEnable rw boolean
  IPv6CPEnable rw boolean
  Reset() sync
Device.PPP.Interface.{i}.PPPoE.
  SessionID ro unsignedInt <1..>
  ACName rw string (..256)
  ServiceName rw string (..256)
Device.PPP.Interface.{i}.IPCP.
  LocalIPAddress ro IPv4Address =""
  RemoteIPAddress ro IPv4Address =""
  DNSServers ro IPv4Address[..2] =""
  PassthroughEnable rw boolean =false
  PassthroughDHCPPool rw string (..256) ->strong:Device.DHCPv4.Server.Pool. =""
Device.PPP.Interface.{i}.IPv6CP.
  LocalInterfaceIdentifier ro IPv6Address
  RemoteInterfaceIdentifier ro IPv6Address
Device.PPP.Interface.{i}.Stats.
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
Device.Optical.
  InterfaceNumberOfEntries ro unsignedInt
Device.Optical.Interface.{i}. count=InterfaceNumberOfEntries key!=Alias key!=Name
  Enable rw boolean
  Status ro string {Up|Down|Unknown|Dormant|NotPresent|LowerLayerDown|Error}
  Alias once Alias
  Name ro string (..64)
  LastChange ro unsignedInt quiet
  LowerLayers rw string[] total=..1024 ->strong
  Upstream ro boolean
  MaxBitRate rw int <-1..>
  OpticalSignalLevel ro int <-65536..65534/2>
  TransmitOpticalLevel ro int <-65536..65534/2>
Device.Optical.Interface.{i}.Stats.
  BytesSent ro StatsCounter64 quiet
  BytesReceived ro StatsCounter64 quiet
  PacketsSent ro StatsCounter64 quiet
  PacketsReceived ro StatsCounter64 quiet
  ErrorsSent ro StatsCounter32 quiet
  ErrorsReceived ro StatsCounter32 quiet
  DiscardPacketsSent ro StatsCounter32 quiet
  DiscardPacketsReceived ro StatsCounter32 quiet
Device.InterfaceStack.{i}. count=InterfaceStackNumberOfEntries key=HigherLayer,LowerLayer key!=Alias
  Alias once Alias
  HigherLayer ro string (..256) ->strong
  LowerLayer ro string (..256) ->strong
  HigherAlias ro string (..64)
  LowerAlias ro string (..64)
`;
