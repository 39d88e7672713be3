/** What the demo device supports of TR-181 2.19: see parse-schema.ts for the form. */
export const rootSchema = String.raw`
Device.
  RootDataModelVersion ro string (..32) ~ 2\.\d+
  InterfaceStackNumberOfEntries ro unsignedInt
  Reboot() sync
    in Cause string {LocalReboot|RemoteReboot}
    in Reason string
  FactoryReset() sync
    in Cause string {LocalFactoryReset|RemoteFactoryReset}
    in Reason string
  SelfTestDiagnostics() async
    out Status string {Complete|Error_Internal|Error_Other}
    out Results string (..1024)
  ScheduleTimer() async
    in DelaySeconds! unsignedInt <1..>
  Boot! CommandKey Cause Reason FirmwareUpdated ParameterMap
`;
