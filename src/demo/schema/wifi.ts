/** What the demo device supports of TR-181 2.19: see parse-schema.ts for the form. */
export const wifiSchema = String.raw`
Device.WiFi.
  RadioNumberOfEntries ro unsignedInt
  SSIDNumberOfEntries ro unsignedInt
  AccessPointNumberOfEntries ro unsignedInt
  ResetCause ro string {HostReinit|SpontaneousInterrupt|LossOfPower}
  NeighboringWiFiDiagnostic() async
    out Status string {Canceled|Complete|Error}
    out Result.{i}.Radio string ->strong:Device.WiFi.Radio.
    out Result.{i}.SSID string (..32)
    out Result.{i}.BSSID MACAddress
    out Result.{i}.Mode string {AdHoc|Infrastructure}
    out Result.{i}.Channel unsignedInt <1..255>
    out Result.{i}.SignalStrength int <-200..0>
    out Result.{i}.SecurityModeEnabled string {None|WEP|WPA|WPA2|WPA-WPA2|WPA-Enterprise|WPA2-Enterprise|WPA-WPA2-Enterprise|WPA3-SAE|WPA2-PSK-WPA3-SAE|WPA3-Enterprise|OWE}
    out Result.{i}.EncryptionMode string[] {TKIP|AES}
    out Result.{i}.OperatingFrequencyBand string {2.4GHz|5GHz|6GHz}
    out Result.{i}.SupportedStandards string[] {a|b|g|n|ac|ax|be}
    out Result.{i}.OperatingStandards string[] in:Device.WiFi.NeighboringWiFiDiagnostic().Output.Result.{i}.SupportedStandards
    out Result.{i}.OperatingChannelBandwidth string {20MHz|40MHz|80MHz|160MHz|320MHz-1|320MHz-2|Auto}
    out Result.{i}.BeaconPeriod unsignedInt
    out Result.{i}.Noise int <-200..0>
    out Result.{i}.BasicDataTransferRates string[] total=..256
    out Result.{i}.SupportedDataTransferRates string[] total=..256
    out Result.{i}.DTIMPeriod unsignedInt
Device.WiFi.Radio.{i}. count=RadioNumberOfEntries key!=Alias key!=Name
  Enable rw boolean
  Status ro string {Up|Down|Unknown|Dormant|NotPresent|LowerLayerDown|Error}
  Alias once Alias
  Name ro string (..64)
  LastChange ro unsignedInt quiet
  LowerLayers rw string[] total=..1024 ->strong
  MaxBitRate ro unsignedInt
  Upstream ro boolean
  SupportedFrequencyBands ro string[] {2.4GHz|5GHz|6GHz}
  OperatingFrequencyBand rw string in:Device.WiFi.Radio.{i}.SupportedFrequencyBands
  SupportedStandards ro string[] {a|b|g|n|ac|ax|be}
  OperatingStandards rw string[] in:Device.WiFi.Radio.{i}.SupportedStandards
  PossibleChannels ro string[] total=..1024
  ChannelsInUse ro string[] total=..1024 quiet
  Channel rw unsignedInt <1..255>
  AutoChannelSupported ro boolean
  AutoChannelEnable rw boolean
  AutoChannelRefreshPeriod rw unsignedInt
  ChannelLastChange ro unsignedInt quiet
  ChannelLastSelectionReason ro string {Manual|Auto_Startup|Auto_User|Auto_Refresh|Auto_Dynamic|Auto_DFS|Unknown}
  MaxSupportedSSIDs ro unsignedInt <1..>
  MaxSupportedAssociations ro unsignedInt <1..>
  FirmwareVersion ro string (..64)
  SupportedOperatingChannelBandwidths ro string[] {20MHz|40MHz|80MHz|160MHz|80+80MHz|320MHz-1|320MHz-2|Auto}
  OperatingChannelBandwidth rw string in:Device.WiFi.Radio.{i}.SupportedOperatingChannelBandwidths
  CurrentOperatingChannelBandwidth ro string {20MHz|40MHz|80MHz|160MHz|80+80MHz|320MHz-1|320MHz-2}
  ExtensionChannel rw string {AboveControlChannel|BelowControlChannel|Auto}
  GuardInterval rw string {400nsec|800nsec|1xLTF_0.8us|1xLTF_1.6us|2xLTF_0.8us|2xLTF_1.6us|4xLTF_0.8us|4xLTF_3.2us|Auto}
  CenterFrequencySegment0 rw unsignedInt
  CenterFrequencySegment1 rw unsignedInt
  MCS rw int <-1..15,16..31>
  TransmitPowerSupported ro int[] <-1..100> total=..64
  TransmitPower rw int <-1..100>
  IEEE80211hSupported ro boolean
  IEEE80211hEnabled rw boolean
  RegulatoryDomain rw string (3) ~ [A-Z][A-Z][ OI]
  RetryLimit rw unsignedInt <0..7>
  CCARequest rw hexBinary (11)
  CCAReport ro hexBinary (12)
  RPIHistogramRequest rw hexBinary (11)
  RPIHistogramReport ro hexBinary (19)
  FragmentationThreshold rw unsignedInt
  RTSThreshold rw unsignedInt
  LongRetryLimit rw unsignedInt
  BeaconPeriod rw unsignedInt
  DTIMPeriod rw unsignedInt
  PacketAggregationEnable rw boolean
  PreambleType rw string {short|long|auto}
  BasicDataTransmitRates rw string[]
  SupportedDataTransmitRates ro string[]
  OperationalDataTransmitRates rw string[]
  EnableRRM rw boolean
  ManagementPacketRate rw unsignedInt
Device.WiFi.Radio.{i}.Stats.
  BytesSent ro StatsCounter64 quiet
  BytesReceived ro StatsCounter64 quiet
  PacketsSent ro StatsCounter64 quiet
  PacketsReceived ro StatsCounter64 quiet
  ErrorsSent ro StatsCounter32 quiet
  ErrorsReceived ro StatsCounter32 quiet
  DiscardPacketsSent ro StatsCounter32 quiet
  DiscardPacketsReceived ro StatsCounter32 quiet
  CtsReceived ro StatsCounter64
  NoCtsReceived ro StatsCounter64
  FrameHeaderError ro StatsCounter64
  GoodPLCPReceived ro StatsCounter64
  DPacketOtherMACReceived ro StatsCounter64
  MPacketOtherMACReceived ro StatsCounter64
  CPacketOtherMACReceived ro StatsCounter64
  CtsOtherMACReceived ro StatsCounter64
  RtsOtherMACReceived ro StatsCounter64
  PLCPErrorCount ro unsignedInt
  FCSErrorCount ro unsignedInt
  InvalidMACCount ro unsignedInt
  PacketsOtherReceived ro unsignedInt
  Noise ro int
  TotalChannelChangeCount ro unsignedInt
  ManualChannelChangeCount ro unsignedInt
  AutoStartupChannelChangeCount ro unsignedInt
  AutoUserChannelChangeCount ro unsignedInt
  AutoRefreshChannelChangeCount ro unsignedInt
  AutoDynamicChannelChangeCount ro unsignedInt
  AutoDFSChannelChangeCount ro unsignedInt
Device.WiFi.SSID.{i}. rw count=SSIDNumberOfEntries enable=Enable key!=Alias key!=Name key=BSSID
  Enable rw boolean =false
  Status ro string {Up|Down|Unknown|Dormant|NotPresent|LowerLayerDown|Error} =Down
  Alias once Alias
  Name ro string (..64)
  LastChange ro unsignedInt quiet
  LowerLayers rw string[] total=..1024 ->strong =""
  Upstream ro boolean
  BSSID ro MACAddress
  MACAddress ro MACAddress
  SSID rw string (..32)
  MLDUnit rw int <-1,0..24> =-1
Device.WiFi.SSID.{i}.Stats.
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
  RetransCount ro unsignedInt
  FailedRetransCount ro unsignedInt
  RetryCount ro unsignedInt
  MultipleRetryCount ro unsignedInt
  ACKFailureCount ro unsignedInt
  AggregatedPacketCount ro unsignedInt
  DiscardPacketsSentBufOverflow ro StatsCounter64
  DiscardPacketsSentNoAssoc ro StatsCounter64
  FragSent ro StatsCounter64
  SentNoAck ro StatsCounter64
  DupReceived ro StatsCounter64
  TooLongReceived ro StatsCounter64
  TooShortReceived ro StatsCounter64
  AckUcastReceived ro StatsCounter64
Device.WiFi.AccessPoint.{i}. rw count=AccessPointNumberOfEntries enable=Enable key!=Alias key=SSIDReference
  Enable rw boolean =false
  Status ro string {Disabled|Enabled|Error_Misconfigured|Error} =Disabled
  Alias once Alias
  SSIDReference rw string (..256) ->strong:Device.WiFi.SSID. =""
  SSIDAdvertisementEnabled rw boolean
  WMMCapability ro boolean
  UAPSDCapability ro boolean
  WMMEnable rw boolean
  UAPSDEnable rw boolean
  AssociatedDeviceNumberOfEntries ro unsignedInt
  IsolationEnable rw boolean
  MACAddressControlEnabled rw boolean
  AllowedMACAddress rw MACAddress[]
  MaxAllowedAssociations rw unsignedInt
  CpeOperationMode rw string {Router|Bridge/Extender} =Router
Device.WiFi.AccessPoint.{i}.Security.
  ModesSupported ro string[] {None|WEP-64|WEP-128|WPA-Personal|WPA2-Personal|WPA3-Personal|WPA-WPA2-Personal|WPA3-Personal-Transition|WPA-Enterprise|WPA2-Enterprise|WPA3-Enterprise|WPA-WPA2-Enterprise|OWE}
  ModeEnabled rw string in:Device.WiFi.AccessPoint.{i}.Security.ModesSupported
  EncryptionMode rw string[] {TKIP|AES}
  WEPKey rw hexBinary (5,13) secret
  PreSharedKey rw hexBinary (..32) secret
  KeyPassphrase rw string (8..63) secret
  RekeyingInterval rw unsignedInt =3600
  SAEPassphrase rw string secret
  RadiusServerIPAddr rw IPAddress
  SecondaryRadiusServerIPAddr rw IPAddress
  RadiusServerPort rw unsignedInt =1812
  SecondaryRadiusServerPort rw unsignedInt =1812
  RadiusSecret rw string secret
  SecondaryRadiusSecret rw string secret
  MFPConfig rw string {Disabled|Optional|Required} =Disabled
  TransitionDisableIndication rw boolean =true
  Reset() sync
Device.WiFi.AccessPoint.{i}.WPS.
  Enable rw boolean =true
  ConfigMethodsSupported ro string[] {USBFlashDrive|Ethernet|Label|Display|ExternalNFCToken|IntegratedNFCToken|NFCInterface|PushButton|PIN|PhysicalPushButton|PhysicalDisplay|VirtualPushButton|VirtualDisplay}
  ConfigMethodsEnabled rw string[] in:Device.WiFi.AccessPoint.{i}.WPS.ConfigMethodsSupported
  Status ro string {Disabled|Error|Unconfigured|Configured|SetupLocked}
  Version ro string
  PIN rw string (..8) secret ~ \d{4}|\d{8}
  InitiateWPSPBC() async
    out Status string {Success|Error_Not_Ready|Error_Timeout|Error_Other}
Device.WiFi.AccessPoint.{i}.AC.{i}. n=4 key=AccessCategory key!=Alias
  AccessCategory ro string {BE|BK|VI|VO}
  Alias once Alias
  AckPolicy rw boolean
  OutQLenHistogramIntervals rw string[]
  OutQLenHistogramSampleInterval rw unsignedInt
Device.WiFi.AccessPoint.{i}.AC.{i}.Stats.
  BytesSent ro StatsCounter64
  BytesReceived ro StatsCounter64
  PacketsSent ro StatsCounter64
  PacketsReceived ro StatsCounter64
  ErrorsSent ro StatsCounter32
  ErrorsReceived ro StatsCounter32
  DiscardPacketsSent ro StatsCounter32
  DiscardPacketsReceived ro StatsCounter32
  RetransCount ro StatsCounter32
  OutQLenHistogram ro string[]
Device.WiFi.AccessPoint.{i}.AssociatedDevice.{i}. count=AssociatedDeviceNumberOfEntries key=MACAddress
  MACAddress ro MACAddress
  Type ro string
  OperatingStandard ro string {a|b|g|n|ac|ax|be}
  AuthenticationState ro boolean
  LastDataDownlinkRate ro unsignedInt <1000..> quiet
  MaxSupportedDataDownlinkRate ro unsignedInt <1000..>
  LastDataUplinkRate ro unsignedInt <1000..> quiet
  MaxSupportedDataUplinkRate ro unsignedInt <1000..>
  AssociationTime ro dateTime
  SignalStrength ro int <-200..0>
  Noise ro int <-200..0>
  SNR ro unsignedInt
  Retransmissions ro unsignedInt <0..100>
  Active ro boolean
  MaxSupportedBandwidth ro string {20MHz|40MHz|80MHz|160MHz|320MHz|Unknown}
Device.WiFi.AccessPoint.{i}.AssociatedDevice.{i}.Stats.
  BytesSent ro StatsCounter64
  BytesReceived ro StatsCounter64
  PacketsSent ro StatsCounter64
  PacketsReceived ro StatsCounter64
  ErrorsSent ro StatsCounter32
  ErrorsReceived ro StatsCounter32
  RetransCount ro StatsCounter32
  FailedRetransCount ro StatsCounter32
  RetryCount ro StatsCounter32
  MultipleRetryCount ro StatsCounter32
`;
