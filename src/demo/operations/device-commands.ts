/** The synchronous commands, and the table of all commands. */
import { addRow } from '../home/setup.ts';
import { trackLastChange } from '../home/build-home.ts';
import { dateTimeText } from '../time-text.ts';
import { ipPing, neighboringWifi, nsLookup, selfTest, traceRoute } from './diagnostics.ts';
import { activateFirmware, downloadFirmware, uploadLog } from './firmware.ts';
import { downloadDiagnostics, uploadDiagnostics } from './transfer-diagnostics.ts';
import { done, failed, numberArg, type AsyncCommand, type CommandCall, type SyncCommand } from './types.ts';

function restart({ device, args, commandKey }: CommandCall, kind: 'reboot' | 'factory-reset') {
  device.restart({
    kind,
    cause: args.get('Cause') ?? (kind === 'reboot' ? 'RemoteReboot' : 'RemoteFactoryReset'),
    reason: args.get('Reason') ?? '',
    commandKey,
  });
  return done;
}

export const syncCommands: ReadonlyMap<string, SyncCommand> = new Map<string, SyncCommand>([
  ['Device.Reboot()', (call) => restart(call, 'reboot')],
  ['Device.FactoryReset()', (call) => restart(call, 'factory-reset')],
  [
    'Device.LocalAgent.Request.{i}.Cancel()',
    ({ device, node }) => {
      const fault = device.cancelRequest(node);
      return fault ? { fault } : done;
    },
  ],
  [
    'Device.LocalAgent.Controller.{i}.SendOnBoardRequest()',
    ({ device, node, store }) => {
      if (!store.readFlag(node, 'Enable')) return failed(7022, 'This Controller is not enabled.'); // R-NOT.5
      store.write(node, 'OnBoardingComplete', false);
      device.sendOnBoardRequest(node);
      return done;
    },
  ],
  [
    'Device.LocalAgent.AddCertificate()',
    ({ store, args }) => {
      const text = args.get('Certificate') ?? '';
      if (!/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/.test(text)) {
        return failed(7022, 'This is no certificate in PEM form.');
      }
      const number = store.table('Device.LocalAgent.Certificate.').nextNumber;
      const alias = args.get('Alias');
      addRow({ store }, 'Device.LocalAgent.Certificate.', {
        ...(alias ? { Alias: alias } : {}),
        Enable: true,
        SerialNumber: text.length.toString(16).toUpperCase().padStart(6, '0') + String(number),
        Issuer: 'CN=Added by a Controller',
      });
      return done;
    },
  ],
  [
    'Device.LocalAgent.Certificate.{i}.Delete()',
    ({ store, node }) => {
      store.removeRow(node);
      return done;
    },
  ],
  [
    'Device.LocalAgent.Certificate.{i}.GetFingerprint()',
    ({ store, node, args }) => {
      if (args.get('FingerprintAlgorithm') !== 'SHA-256') return failed(7022, 'Only SHA-256 is supported.');
      const seed = store.read(node, 'SerialNumber').replace(/[^0-9A-Fa-f]/g, '') || '0';
      return { output: [['Fingerprint', seed.repeat(64).slice(0, 64).toUpperCase()]] };
    },
  ],
  ['Device.IP.Interface.{i}.Reset()', bounce],
  ['Device.PPP.Interface.{i}.Reset()', bounce],
  [
    'Device.DHCPv4.Client.{i}.Renew()',
    ({ store, node }) => (store.readFlag(node, 'Enable') ? done : failed(7022, 'This DHCP client is not enabled.')),
  ],
  [
    'Device.WiFi.AccessPoint.{i}.Security.Reset()',
    ({ store, node }) => {
      store.writeAll(node, { ModeEnabled: 'WPA2-Personal', KeyPassphrase: 'as on the label', RekeyingInterval: 3600 });
      return done;
    },
  ],
  [
    'Device.DeviceInfo.TemperatureStatus.TemperatureSensor.{i}.Reset()',
    ({ store, node }) => {
      const now = dateTimeText(store.now);
      const value = store.readNumber(node, 'Value');
      store.writeAll(node, { ResetTime: now, MinValue: value, MinTime: now, MaxValue: value, MaxTime: now });
      return done;
    },
  ],
]);

/** The interface goes down and comes up again at once. */
function bounce({ store, node }: CommandCall) {
  trackLastChange(store, node, store.now);
  return done;
}

export const asyncCommands: ReadonlyMap<string, AsyncCommand> = new Map<string, AsyncCommand>([
  ['Device.SelfTestDiagnostics()', selfTest],
  ['Device.ScheduleTimer()', (call) => ({ duration: numberArg(call, 'DelaySeconds', 1) * 1000, finish: () => done })],
  ['Device.IP.Diagnostics.IPPing()', ipPing],
  ['Device.IP.Diagnostics.TraceRoute()', traceRoute],
  ['Device.IP.Diagnostics.DownloadDiagnostics()', downloadDiagnostics],
  ['Device.IP.Diagnostics.UploadDiagnostics()', uploadDiagnostics],
  ['Device.DNS.Diagnostics.NSLookupDiagnostics()', nsLookup],
  ['Device.WiFi.NeighboringWiFiDiagnostic()', neighboringWifi],
  ['Device.DeviceInfo.FirmwareImage.{i}.Download()', downloadFirmware],
  ['Device.DeviceInfo.FirmwareImage.{i}.Activate()', activateFirmware],
  ['Device.DeviceInfo.VendorLogFile.{i}.Upload()', uploadLog],
  [
    'Device.WiFi.AccessPoint.{i}.WPS.InitiateWPSPBC()',
    ({ store, node }) => {
      const ready = store.readFlag(node, 'Enable');
      return {
        duration: ready ? 20_000 : 300,
        finish: () => ({ output: [['Status', ready ? 'Error_Timeout' : 'Error_Not_Ready']] as const }),
      };
    },
  ],
  ['Device.DeviceInfo.Reboots.RemoveAllReboots()', (call) => forgetReboots(call, undefined)],
  ['Device.DeviceInfo.Reboots.Reboot.{i}.Remove()', (call) => forgetReboots(call, call.node)],
]);

function forgetReboots({ store }: CommandCall, only: CommandCall['node'] | undefined): ReturnType<AsyncCommand> {
  return {
    duration: 300,
    finish: () => {
      for (const row of only ? [only] : store.table('Device.DeviceInfo.Reboots.Reboot.').rows.values()) {
        store.removeRow(row);
      }
      return done;
    },
  };
}
