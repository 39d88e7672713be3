/** What the demo device supports of TR-181 2.19: see parse-schema.ts for the form. */
export const localAgentSchema = String.raw`
Device.LocalAgent.
  EndpointID ro string
  SoftwareVersion ro string (..64)
  UpTime ro unsignedInt quiet
  SupportedProtocols ro string[1..] {WebSocket|STOMP|MQTT|UDS}
  SupportedFingerprintAlgorithms ro string[] {SHA-1|SHA-224|SHA-256|SHA-384|SHA-512}
  MaxSubscriptionChangeAdoptionTime rw unsignedInt <5..>
  MTPNumberOfEntries ro unsignedInt
  ControllerNumberOfEntries ro unsignedInt
  CertificateNumberOfEntries ro unsignedInt
  SubscriptionNumberOfEntries ro unsignedInt
  RequestNumberOfEntries ro unsignedInt
  SupportedNumberOfSubscriptions ro int
  AddCertificate() sync
    in Alias Alias
    in Certificate! string (..65535)
  Periodic!
  TransferComplete! Command CommandKey Requestor TransferType Affected TransferURL StartTime CompleteTime FaultCode FaultString CheckSumAlgorithm CheckSum
Device.LocalAgent.MTP.{i}. rw count=MTPNumberOfEntries enable=Enable key!=Alias
  Alias once Alias
  Enable rw boolean =false
  Status ro string {Up|Down|Error}
  Protocol rw string in:Device.LocalAgent.SupportedProtocols
  EnableMDNS rw boolean =true
Device.LocalAgent.MTP.{i}.MQTT. when=Protocol
  Reference rw string ->strong:Device.MQTT.Client. =""
  ResponseTopicConfigured rw string (..65535)
  ResponseTopicDiscovered ro string (..65535)
  PublishQoS rw unsignedInt <0..2>
Device.LocalAgent.MTP.{i}.WebSocket. when=Protocol
  Interfaces rw string[] ->strong:Device.IP.Interface.
  Port rw unsignedInt <1..65535> =8443
  Path rw string
  EnableEncryption rw boolean =true
  KeepAliveInterval rw unsignedInt <1..> =60
Device.LocalAgent.Controller.{i}. rw count=ControllerNumberOfEntries enable=Enable key=EndpointID key!=Alias
  Alias once Alias
  EndpointID rw string =""
  ControllerCode rw string (..128) =""
  ProvisioningCode rw string (..64) =""
  Enable rw boolean =false
  AssignedRole rw string[] ->strong:Device.LocalAgent.ControllerTrust.Role.
  InheritedRole ro string[] ->strong:Device.LocalAgent.ControllerTrust.Role.
  Credential rw string[] ->strong:Device.LocalAgent.Certificate.
  PeriodicNotifInterval rw unsignedInt <1..>
  PeriodicNotifTime rw dateTime
  USPNotifRetryMinimumWaitInterval rw unsignedInt <1..65535> =5
  USPNotifRetryIntervalMultiplier rw unsignedInt <1000..65535> =2000
  MTPNumberOfEntries ro unsignedInt
  BootParameterNumberOfEntries ro unsignedInt
  OnBoardingComplete rw boolean =false
  OnBoardingRestartTime rw unsignedInt =0
  SendOnBoardRequest() sync
Device.LocalAgent.Controller.{i}.MTP.{i}. rw count=MTPNumberOfEntries enable=Enable key=Protocol key!=Alias
  Alias once Alias
  Enable rw boolean =false
  Protocol rw string in:Device.LocalAgent.SupportedProtocols
  Order rw unsignedInt <1..>
Device.LocalAgent.Controller.{i}.MTP.{i}.MQTT. when=Protocol
  Topic rw string (..65535)
  PublishRetainResponse rw boolean =false
  PublishRetainNotify rw boolean =false
  AgentMTPReference rw string ->strong:Device.LocalAgent.MTP. =""
Device.LocalAgent.Controller.{i}.MTP.{i}.WebSocket. when=Protocol
  Host rw string (..256)
  Port rw unsignedInt <1..65535>
  Path rw string
  EnableEncryption rw boolean =true
  KeepAliveInterval rw unsignedInt <1..>
  CurrentRetryCount ro unsignedInt
  SessionRetryMinimumWaitInterval rw unsignedInt <1..65535> =5
  SessionRetryIntervalMultiplier rw unsignedInt <1000..65535> =2000
Device.LocalAgent.Controller.{i}.BootParameter.{i}. rw count=BootParameterNumberOfEntries enable=Enable key=ParameterName key!=Alias
  Alias once Alias
  Enable rw boolean =false
  ParameterName rw string (..256) =""
Device.LocalAgent.Controller.{i}.E2ESession.
  SessionMode rw string {Require|Allow|Forbid}
  Status ro string {Up|Negotiating|Down}
  SessionExpiration rw unsignedInt <0..> =0
  SessionRetryMinimumWaitInterval rw unsignedInt <1..65535> =5
  SessionRetryIntervalMultiplier rw unsignedInt <1000..65535> =2000
  CurrentRetryCount ro unsignedInt
  MaxUSPRecordSize rw unsignedInt <0,512..> =0
  MaxRetransmitTries rw int <-1..10> =0
  PayloadSecurity rw string {Plaintext|TLS} =TLS
Device.LocalAgent.Controller.{i}.TransferCompletePolicy.
  ResultTypeFilter rw string {Success|Failure|Both}
Device.LocalAgent.Subscription.{i}. rw count=SubscriptionNumberOfEntries enable=Enable key!=Alias key!=Recipient,ID
  Alias once Alias
  Enable rw boolean =false
  Recipient ro string ->strong:Device.LocalAgent.Controller.
  TriggerAction rw string {Notify|Config|NotifyAndConfig} =Notify
  TriggerConfigSettings rw string[..16]
  ID rw string (1..64)
  CreationDate ro dateTime
  NotifType rw string {ValueChange|ObjectCreation|ObjectDeletion|OperationComplete|Event}
  ReferenceList rw string[] (..256)
  Persistent rw boolean =false
  TimeToLive rw unsignedInt =0
  NotifRetry rw boolean =false
  NotifExpiration rw unsignedInt =0
Device.LocalAgent.Request.{i}. count=RequestNumberOfEntries key=Originator,Command,CommandKey key!=Alias
  Alias once Alias
  Originator ro string
  Command ro string
  CommandKey ro string
  Status ro string {Requested|Active|Canceling|Canceled|Success|Error}
  Cancel() sync
Device.LocalAgent.Certificate.{i}. count=CertificateNumberOfEntries key=SerialNumber,Issuer key!=Alias
  Alias once Alias
  Enable rw boolean
  SerialNumber ro string (..64)
  Issuer ro string (..256)
  Delete() sync
  GetFingerprint() sync
    in FingerprintAlgorithm! string {SHA-1|SHA-224|SHA-256|SHA-384|SHA-512}
    out Fingerprint hexBinary (..128)
Device.LocalAgent.ControllerTrust.
  UntrustedRole rw string[..1] ->strong:Device.LocalAgent.ControllerTrust.Role.
  BannedRole rw string ->strong:Device.LocalAgent.ControllerTrust.Role.
  TOFUAllowed rw boolean
  RoleNumberOfEntries ro unsignedInt
Device.LocalAgent.ControllerTrust.Role.{i}. rw count=RoleNumberOfEntries enable=Enable key=Name key!=Alias
  Alias once Alias
  Enable rw boolean =false
  Name rw string
  PermissionNumberOfEntries ro unsignedInt
Device.LocalAgent.ControllerTrust.Role.{i}.Permission.{i}. rw count=PermissionNumberOfEntries enable=Enable key=Order key!=Alias
  Alias once Alias
  Enable rw boolean =false
  Order rw unsignedInt =0
  Targets rw string[] =""
  Param rw string (4) =----
  Obj rw string (4) =----
  InstantiatedObj rw string (4) =----
  CommandEvent rw string (4) =----
Device.MQTT.
  ClientNumberOfEntries ro unsignedInt
Device.MQTT.Capabilities.
  ProtocolVersionsSupported ro string[] {3.1|3.1.1|5.0}
  TransportProtocolSupported ro string[] {TCP/IP|TLS|WebSocket|WebSocketTLS}
  MaxNumberOfClientSubscriptions ro unsignedInt
Device.MQTT.Client.{i}. rw count=ClientNumberOfEntries enable=Enable key!=Alias key!=Name
  Alias once Alias
  Name rw string (..64)
  Enable rw boolean
  Status ro string {Disabled|Connecting|Connected|Error_Misconfigured|Error_BrokerUnreachable|Error}
  Interface rw string (..256) ->strong:Device.IP.Interface. =""
  ProtocolVersion rw string in:Device.MQTT.Capabilities.ProtocolVersionsSupported
  BrokerAddress rw string (..256)
  BrokerPort rw unsignedInt <1..65535> =1883
  TransportProtocol rw string in:Device.MQTT.Capabilities.TransportProtocolSupported =TCP/IP
  CleanSession rw boolean =true
  CleanStart rw boolean =true
  WillEnable rw boolean
  WillQoS rw unsignedInt <0..2>
  WillRetain rw boolean
  KeepAliveTime rw unsignedInt <..65535> =60
  SessionExpiryInterval rw unsignedInt
  ReceiveMaximum rw unsignedInt
  MaximumPacketSize rw unsignedInt
  TopicAliasMaximum rw unsignedInt <..65535>
  RequestResponseInfo rw boolean
  RequestProblemInfo rw boolean
  AuthenticationMethod rw string (0..256)
  ClientID rw string (0..65535)
  WillDelayInterval rw unsignedInt =5
  WillMessageExpiryInterval rw unsignedInt
  WillContentType rw string (..256)
  WillResponseTopic rw string (..65535)
  WillTopic rw string (..65535)
  WillValue rw string (..65535)
  Username rw string (..256)
  Password rw string (..256) secret
  PublishMessageExpiryInterval rw unsignedInt
  MessageRetryTime rw unsignedInt <1..> =5
  ConnectRetryTime rw unsignedInt <1..> =5
  ConnectRetryIntervalMultiplier rw unsignedInt <1000..65535> =2000
  ConnectRetryMaxInterval rw unsignedInt <1..> =30720
  ResponseInformation ro string (..65535)
  SubscriptionNumberOfEntries ro unsignedInt
Device.MQTT.Client.{i}.Subscription.{i}. rw count=SubscriptionNumberOfEntries enable=Enable key!=Alias key=Topic
  Alias once Alias
  Enable rw boolean
  Status ro string {Unsubscribed|Subscribed|Subscribing|Unsubscribing|Error}
  Topic rw string (..65535)
  QoS rw unsignedInt <0..2>
`;
