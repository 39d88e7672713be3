/** What the demo device supports of TR-181 2.19: see parse-schema.ts for the form. */
export const deviceInfoSchema = String.raw`
Device.DeviceInfo.
  Manufacturer ro string (..64)
  ManufacturerOUI ro string (6) ~ [0-9A-F]{6}
  ModelName ro string (..64)
  ModelNumber ro string (..64)
  Description ro string (..256)
  ProductClass ro string (..64)
  SerialNumber ro string (..64)
  HardwareVersion ro string (..64)
  SoftwareVersion ro string (..64)
  ActiveFirmwareImage ro string ->strong:Device.DeviceInfo.FirmwareImage.
  BootFirmwareImage rw string ->strong:Device.DeviceInfo.FirmwareImage.
  ProvisioningCode rw string (..64)
  UpTime ro unsignedInt quiet
  FirstUseDate ro dateTime
  HostName rw string (..255)
  FirmwareImageNumberOfEntries ro unsignedInt
  VendorConfigFileNumberOfEntries ro unsignedInt
  VendorLogFileNumberOfEntries ro unsignedInt
  FriendlyName rw string (..32)
  CID ro string (6) ~ [0-9A-F]{6}
  PEN ro string (..10)
  MaxNumberOfActivateTimeWindows ro unsignedInt <1..5>
Device.DeviceInfo.FirmwareImage.{i}. count=FirmwareImageNumberOfEntries key!=Alias
  Alias once Alias
  Name ro string (..64)
  Version ro string (..64)
  Available rw boolean
  Status ro string {NoImage|Active|Downloading|Validating|Available|DownloadFailed|ValidationFailed|InstallationFailed|ActivationFailed}
  BootFailureLog ro string
  Download() async
    in URL! URL
    in AutoActivate! boolean
    in Username string (..256)
    in Password string (..256)
    in FileSize unsignedInt
    in CheckSumAlgorithm string {SHA-1|SHA-224|SHA-256|SHA-384|SHA-512}
    in CheckSum hexBinary
  Activate() async
    in TimeWindow.{i}.Start! unsignedInt
    in TimeWindow.{i}.End! unsignedInt
    in TimeWindow.{i}.Mode! string {AnyTime|Immediately|WhenIdle|ConfirmationNeeded}
    in TimeWindow.{i}.UserMessage string
    in TimeWindow.{i}.MaxRetries int <-1..10>
Device.DeviceInfo.VendorConfigFile.{i}. count=VendorConfigFileNumberOfEntries key!=Alias key=Name
  Alias once Alias
  Name ro string (..64)
  Version ro string (..16)
  Date ro dateTime
  Description ro string (..256)
  UseForBackupRestore ro boolean
Device.DeviceInfo.VendorLogFile.{i}. count=VendorLogFileNumberOfEntries key!=Alias key=Name
  Alias once Alias
  Name ro string (..64)
  MaximumSize ro unsignedInt
  Persistent ro boolean
  Upload() async
    in URL! URL
    in Username! string (..256)
    in Password! string (..256)
Device.DeviceInfo.MemoryStatus.
  Total ro unsignedInt
  Free ro unsignedInt quiet
  TotalPersistent ro unsignedInt
  FreePersistent ro unsignedInt quiet
Device.DeviceInfo.ProcessStatus.
  CPUUsage ro unsignedInt <..100> quiet
  ProcessNumberOfEntries ro unsignedInt
  CPUNumberOfEntries ro unsignedInt
Device.DeviceInfo.ProcessStatus.CPU.{i}. count=CPUNumberOfEntries key=Name key!=Alias
  Alias once Alias
  Name ro string (..256)
  Enable rw boolean
  UpTime ro unsignedInt
  UserModeUtilization ro unsignedInt <..100>
  SystemModeUtilization ro unsignedInt <..100>
  IdleModeUtilization ro unsignedInt <..100>
  CPUUtilization ro unsignedInt <..100>
  PollInterval rw unsignedInt
  NumSamples rw unsignedInt <1..300>
  CriticalRiseThreshold rw unsignedInt <..100>
  CriticalFallThreshold rw unsignedInt <..100>
  CriticalRiseTimeStamp ro dateTime
  CriticalFallTimeStamp ro dateTime
  EnableCriticalLog rw boolean
  VendorLogFileRef ro string ->strong:Device.DeviceInfo.VendorLogFile.
  FilePath rw string
Device.DeviceInfo.ProcessStatus.Process.{i}. count=ProcessNumberOfEntries key=PID
  PID ro unsignedInt
  Command ro string (..256)
  Size ro unsignedInt quiet
  Priority ro unsignedInt <..99>
  CPUTime ro unsignedInt quiet
  State ro string {Running|Sleeping|Stopped|Idle|Uninterruptible|Zombie} quiet
Device.DeviceInfo.TemperatureStatus.
  TemperatureSensorNumberOfEntries ro unsignedInt
Device.DeviceInfo.TemperatureStatus.TemperatureSensor.{i}. count=TemperatureSensorNumberOfEntries key=Name key!=Alias
  Alias once Alias
  Enable rw boolean
  Status ro string {Disabled|Enabled|Error}
  ResetTime ro dateTime
  Name ro string (..256)
  Value ro int <-274..> quiet
  LastUpdate ro dateTime quiet
  MinValue ro int <-274..>
  MinTime ro dateTime
  MaxValue ro int <-274..>
  MaxTime ro dateTime
  LowAlarmValue rw int <-274..>
  LowAlarmTime ro dateTime
  HighAlarmValue rw int <-274..>
  PollingInterval rw unsignedInt
  HighAlarmTime ro dateTime
  Reset() sync
Device.DeviceInfo.NetworkProperties.
  MaxTCPWindowSize ro unsignedInt
  TCPImplementation ro string[] {Tahoe|Reno|New Reno|Vegas}
Device.DeviceInfo.Reboots.
  BootCount ro unsignedInt
  CurrentVersionBootCount ro unsignedInt
  WatchdogBootCount ro unsignedInt
  ColdBootCount ro unsignedInt
  WarmBootCount ro unsignedInt
  MaxRebootEntries rw int <-1..>
  RebootNumberOfEntries ro unsignedInt
  RemoveAllReboots() async
Device.DeviceInfo.Reboots.Reboot.{i}. count=RebootNumberOfEntries key!=Alias key=TimeStamp
  Alias once Alias
  TimeStamp ro dateTime
  FirmwareUpdated ro boolean
  Cause ro string {LocalReboot|RemoteReboot|FactoryReset|LocalFactoryReset|RemoteFactoryReset}
  Reason ro string
  Remove() async
Device.LEDs.
  LEDNumberOfEntries ro unsignedInt
Device.LEDs.LED.{i}. count=LEDNumberOfEntries key=Name key!=Alias
  Alias once Alias
  Enable rw boolean
  Name rw string
  Status ro string {Disabled|InUse|Controlled|Error}
  Reason ro string quiet
  CyclePeriodRepetitions ro int <-1..> quiet
  Location ro string {Front|Back|Left|Right|Top|Bottom}
  RelativeXPosition ro unsignedInt
  RelativeYPosition ro unsignedInt
  MaxBrightness ro unsignedInt
Device.Time.
  Enable rw boolean
  Status ro string {Disabled|Unsynchronized|Synchronized|Error}
  CurrentLocalTime ro dateTime quiet
  LocalTimeZone rw string (..256)
  ClientNumberOfEntries ro unsignedInt
Device.Time.Client.{i}. rw count=ClientNumberOfEntries enable=Enable key!=Alias
  Enable rw boolean
  Status ro string {Disabled|Unsynchronized|Synchronized|Error_FailedToSynchronize|Error}
  Alias once Alias
  Mode rw string {Unicast|Broadcast|Multicast|Manycast}
  Port rw unsignedInt <1..65535> =123
  IPVersion rw int <4,6,-1> =-1
  ServerInUse ro string
  Version rw unsignedInt <1..4> =4
  Servers rw string[] =""
  ResolveAddresses rw boolean =false
  ResolveMaxAddresses rw unsignedInt =6
  Peer rw boolean
  MinPoll rw unsignedInt =6
  MaxPoll rw unsignedInt =10
  IBurst rw boolean
  Burst rw unsignedInt =8
  Interface rw string (..256) ->strong:Device.IP.Interface. =""
  BindType rw string {Address|Device}
Device.Time.Client.{i}.Stats.
  PacketsSent ro StatsCounter32
  PacketsSentFailed ro StatsCounter32
  PacketsReceived ro StatsCounter32
  PacketsDropped ro StatsCounter32
`;
