/** What the demo device supports of TR-181 2.19: see parse-schema.ts for the form. */
export const servicesSchema = String.raw`
Device.Hosts.
  HostNumberOfEntries ro unsignedInt
Device.Hosts.Host.{i}. count=HostNumberOfEntries key=PhysAddress
  PhysAddress ro string (..64)
  IPAddress ro IPAddress
  DHCPClient ro string[..2] ->strong:Device.DHCPv4.Server.Pool.{i}.Client.|Device.DHCPv6.Server.Pool.{i}.Client.
  AssociatedDevice ro string (..256) ->strong
  Layer1Interface ro string (..256) ->strong
  Layer3Interface ro string (..256) ->strong:Device.IP.Interface.
  InterfaceType ro string {Ethernet|G.hn|HPNA|HomePlug|MoCA|UPA|Wi-Fi|Other}
  HostName ro string (..64)
  Active ro boolean
  ActiveLastChange ro dateTime
  IPv4AddressNumberOfEntries ro unsignedInt
  IPv6AddressNumberOfEntries ro unsignedInt
Device.Hosts.Host.{i}.IPv4Address.{i}. count=IPv4AddressNumberOfEntries key=IPAddress
  IPAddress ro IPv4Address
Device.Hosts.Host.{i}.IPv6Address.{i}. count=IPv6AddressNumberOfEntries key=IPAddress
  IPAddress ro IPv6Address
Device.DHCPv4.
  ClientNumberOfEntries ro unsignedInt
Device.DHCPv4.Client.{i}. rw n=1.. count=ClientNumberOfEntries enable=Enable key!=Alias key=Interface
  Enable rw boolean =false
  Alias once Alias
  Interface rw string (..256) ->strong:Device.IP.Interface. =""
  Status ro string {Disabled|Enabled|Error_Misconfigured|Error} =Disabled
  DHCPStatus ro string {Init|Selecting|Requesting|Rebinding|Bound|Renewing}
  IPAddress ro IPv4Address =""
  SubnetMask ro IPv4Address =""
  IPRouters ro IPv4Address[] total=..256 =""
  DNSServers ro IPv4Address[] total=..256 =""
  LeaseTimeRemaining ro int <-1..> quiet =0
  DHCPServer ro IPv4Address =""
  PassthroughEnable rw boolean =false
  PassthroughDHCPPool rw string (..256) ->strong:Device.DHCPv4.Server.Pool. =""
  AuthenticationProtocol rw string {None|ConfigurationToken|DelayedAuthentication} =None
  DSCPMark rw unsignedInt <0..63> =48
  SentOptionNumberOfEntries ro unsignedInt
  ReqOptionNumberOfEntries ro unsignedInt
  Renew() sync
Device.DHCPv4.Client.{i}.SentOption.{i}. rw count=SentOptionNumberOfEntries enable=Enable key!=Alias key=Tag
  Enable rw boolean =false
  Alias once Alias
  Tag rw unsignedInt <1..254>
  Value rw hexBinary (0..255) =""
Device.DHCPv4.Client.{i}.ReqOption.{i}. rw count=ReqOptionNumberOfEntries enable=Enable key!=Alias key=Tag
  Enable rw boolean =false
  Order rw Order
  Alias once Alias
  Tag rw unsignedInt <1..254>
  Value ro hexBinary (0..255) =""
Device.DHCPv4.Server.
  Enable rw boolean
  PoolNumberOfEntries ro unsignedInt
Device.DHCPv4.Server.Pool.{i}. rw count=PoolNumberOfEntries enable=Enable key!=Alias key=Order
  Enable rw boolean =false
  Status ro string {Disabled|Enabled|Error_Misconfigured|Error} =Disabled
  Alias once Alias
  Order rw Order
  Interface rw string (..256) ->strong:Device.IP.Interface. =""
  VendorClassID rw string (..255) =""
  VendorClassIDExclude rw boolean =false
  VendorClassIDMode rw string {Exact|Prefix|Suffix|Substring} =Exact
  ClientID rw hexBinary (..255) =""
  ClientIDExclude rw boolean =false
  UserClassID rw hexBinary (..255) =""
  UserClassIDExclude rw boolean =false
  Chaddr rw MACAddress =""
  ChaddrMask rw MACAddress =""
  ChaddrExclude rw boolean =false
  AllowedDevices rw string {All|Known|Unknown}
  MinAddress rw IPv4Address
  MaxAddress rw IPv4Address
  ReservedAddresses rw IPv4Address[..32] =""
  SubnetMask rw IPv4Address
  DNSServers rw IPv4Address[..4]
  DomainName rw string (..64)
  IPRouters rw IPv4Address[..4]
  WINSServers rw IPv4Address[] =""
  LeaseTime rw int <-1..> =86400
  DSCPMark rw unsignedInt <0..63> =48
  StaticAddressNumberOfEntries ro unsignedInt
  OptionNumberOfEntries ro unsignedInt
  ClientNumberOfEntries ro unsignedInt
Device.DHCPv4.Server.Pool.{i}.StaticAddress.{i}. rw count=StaticAddressNumberOfEntries enable=Enable key!=Alias key=Chaddr
  Enable rw boolean =false
  Alias once Alias
  Chaddr rw MACAddress =""
  Yiaddr rw IPv4Address =""
Device.DHCPv4.Server.Pool.{i}.Option.{i}. rw count=OptionNumberOfEntries enable=Enable key!=Alias key=Tag
  Enable rw boolean =false
  Alias once Alias
  Tag rw unsignedInt <1..254>
  Value rw hexBinary (0..255) =""
Device.DHCPv4.Server.Pool.{i}.Client.{i}. count=ClientNumberOfEntries key!=Alias key=Chaddr
  Alias once Alias
  Chaddr ro MACAddress
  Active ro boolean
  IPv4AddressNumberOfEntries ro unsignedInt
  OptionNumberOfEntries ro unsignedInt
Device.DHCPv4.Server.Pool.{i}.Client.{i}.IPv4Address.{i}. count=IPv4AddressNumberOfEntries key=IPAddress
  IPAddress ro IPv4Address
  LeaseTimeRemaining ro dateTime
Device.DHCPv4.Server.Pool.{i}.Client.{i}.Option.{i}. count=OptionNumberOfEntries
  Tag ro unsignedInt <0..255>
  Value ro hexBinary (0..255)
Device.DNS.
  SupportedRecordTypes ro string[] {A|AAAA|SRV|PTR}
Device.DNS.Client.
  Enable rw boolean
  Status ro string {Disabled|Enabled|Error}
  ServerNumberOfEntries ro unsignedInt
Device.DNS.Client.Server.{i}. rw count=ServerNumberOfEntries enable=Enable key=DNSServer key!=Alias
  Enable rw boolean =false
  Status ro string {Disabled|Enabled|Error} =Disabled
  Alias once Alias
  DNSServer rw IPAddress
  Interface rw string (..256) ->strong:Device.IP.Interface. =""
  Type ro string {DHCPv4|DHCPv6|RouterAdvertisement|IPCP|3GPP-NAS|Static} =Static
Device.DNS.Diagnostics.
  NSLookupDiagnostics() async
    in Interface string (..256) ->weak
    in HostName! string (..256)
    in DNSServer string (..256)
    in Timeout! unsignedInt
    in NumberOfRepetitions! unsignedInt
    out Status string {Complete|Error_DNSServerNotResolved|Error_Internal|Error_Other}
    out SuccessCount unsignedInt
    out Result.{i}.Status string {Success|Error_DNSServerNotAvailable|Error_HostNameNotResolved|Error_Timeout|Error_Other}
    out Result.{i}.AnswerType string {None|Authoritative|NonAuthoritative}
    out Result.{i}.HostNameReturned string (..256)
    out Result.{i}.IPAddresses IPAddress[..10]
    out Result.{i}.DNSServerIP IPAddress
    out Result.{i}.ResponseTime unsignedInt
Device.DNS.Relay.
  Enable rw boolean
  Status ro string {Disabled|Enabled|Error}
  ForwardNumberOfEntries ro unsignedInt
Device.DNS.Relay.Forwarding.{i}. rw count=ForwardNumberOfEntries enable=Enable key=DNSServer key!=Alias
  Enable rw boolean =false
  Status ro string {Disabled|Enabled|Error} =Disabled
  Alias once Alias
  DNSServer rw IPAddress
  Interface rw string (..256) ->strong:Device.IP.Interface. =""
  Type ro string {DHCPv4|DHCPv6|RouterAdvertisement|IPCP|3GPP-NAS|Static} =Static
Device.NAT.
  InterfaceSettingNumberOfEntries ro unsignedInt
  PortMappingNumberOfEntries ro unsignedInt
  MaxNumberOfPortMappings ro unsignedInt
Device.NAT.InterfaceSetting.{i}. rw count=InterfaceSettingNumberOfEntries enable=Enable key!=Alias key=Interface
  Enable rw boolean =false
  Status ro string {Disabled|Enabled|Enabled_NATForcedDisabled|Enabled_PortMappingDisabled|Error_Misconfigured|Error} =Disabled
  Alias once Alias
  Interface rw string (..256) ->strong:Device.IP.Interface. =""
  SourceNetwork rw string[] (..256) =""
  TCPTranslationTimeout rw int <-1..> =300
  UDPTranslationTimeout rw int <-1..> =30
Device.NAT.PortMapping.{i}. rw count=PortMappingNumberOfEntries enable=Enable key!=Alias key=RemoteHost,ExternalPort,Protocol
  Enable rw boolean =false
  Status ro string {Disabled|Enabled|Inactive|Error_Misconfigured|Error} =Disabled
  Origin once string {User|System|UPnP|Controller} =Controller
  Alias once Alias
  Interface rw string (..256) ->strong:Device.IP.Interface. =""
  AllInterfaces rw boolean =false
  LeaseDuration rw unsignedInt quiet
  RemainingLeaseTime ro unsignedInt quiet
  RemoteHost rw string =""
  ExternalPort rw unsignedInt <0..65535>
  ExternalPortEndRange rw unsignedInt <0..65535> =0
  InternalPort rw unsignedInt <0..65535>
  Protocol rw string {TCP|UDP}
  InternalClient rw string (..256) =""
  Description rw string (..256) =""
  Log rw boolean =false
Device.Users.
  UserNumberOfEntries ro unsignedInt
  GroupNumberOfEntries ro unsignedInt
  RoleNumberOfEntries ro unsignedInt
  SupportedCapabilities ro string[] {CAP_AUDIT_CONTROL|CAP_AUDIT_READ|CAP_AUDIT_WRITE|CAP_BLOCK_SUSPEND|CAP_BPF|CAP_CHECKPOINT_RESTORE|CAP_CHOWN|CAP_DAC_OVERRIDE|CAP_DAC_READ_SEARCH|CAP_FOWNER|CAP_FSETID|CAP_IPC_LOCK|CAP_IPC_OWNER|CAP_KILL|CAP_LEASE|CAP_LINUX_IMMUTABLE|CAP_MAC_ADMIN|CAP_MAC_OVERRIDE|CAP_MKNOD|CAP_NET_ADMIN|CAP_NET_BIND_SERVICE|CAP_NET_BROADCAST|CAP_NET_RAW|CAP_PERFMON|CAP_SETGID|CAP_SETFCAP|CAP_SETPCAP|CAP_SETUID|CAP_SYS_ADMIN|CAP_SYS_BOOT|CAP_SYS_CHROOT|CAP_SYS_MODULE|CAP_SYS_NICE|CAP_SYS_PACCT|CAP_SYS_PTRACE|CAP_SYS_RAWIO|CAP_SYS_RESOURCE|CAP_SYS_TIME|CAP_SYS_TTY_CONFIG|CAP_SYSLOG|CAP_WAKE_ALARM}
Device.Users.User.{i}. rw count=UserNumberOfEntries enable=Enable key=Username key!=Alias key=UserID
  Alias once Alias
  Enable rw boolean =false
  UserID rw unsignedInt
  Username rw string (..64) =""
  Password rw string (..64) secret
  GroupParticipation rw string[] total=..1024 ->weak:Device.Users.Group. =""
  RoleParticipation rw string[] total=..1024 ->weak:Device.Users.Role. =""
  StaticUser ro boolean =false
  Language rw string (..16) =""
  Shell rw string ->weak:Device.Users.SupportedShell. =""
Device.Users.Group.{i}. rw count=GroupNumberOfEntries enable=Enable key=Groupname key!=Alias key=GroupID
  Alias once Alias
  Enable rw boolean =false
  GroupID rw unsignedInt
  Groupname rw string (..64) =""
  RoleParticipation rw string[] total=..1024 ->weak:Device.Users.Role. =""
  StaticGroup ro boolean =false
Device.Users.Role.{i}. rw count=RoleNumberOfEntries enable=Enable key=RoleName key!=Alias key=RoleID
  Alias once Alias
  Enable rw boolean =false
  RoleID rw unsignedInt
  RoleName rw string (..64) =""
  StaticRole ro boolean =false
  RequiredCapabilities rw string[] in:Device.Users.SupportedCapabilities
`;
