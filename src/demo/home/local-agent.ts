import type { ObjectNode } from '../store/nodes.ts';
import { dateTimeText } from '../time-text.ts';
import { addRow, fill, macAddress, type Setup } from './setup.ts';

export const agentVersion = '1.0.0';
export const supportedVersions = '1.0,1.1,1.2,1.3,1.4';

/** A Controller that the device knows from the beginning. */
export interface KnownController {
  readonly endpointId: string;
  readonly role: 'full' | 'untrusted';
  readonly session?: ControllerSession | undefined;
}

/** What E2ESession of a Controller says from the beginning. */
export interface ControllerSession {
  /** Absent: Allow. */
  readonly mode?: 'Require' | 'Allow' | 'Forbid';
  /** Bytes; absent: no limit. */
  readonly maxRecordSize?: number;
}

/** LocalAgent with its trust, and the MQTT client that it uses. */
export function setUpLocalAgent(setup: Setup, controllers: readonly KnownController[]): void {
  const { endpointId } = setup;
  fill(setup, 'Device.LocalAgent.', {
    EndpointID: endpointId,
    SoftwareVersion: agentVersion,
    SupportedProtocols: 'WebSocket,MQTT',
    SupportedFingerprintAlgorithms: 'SHA-256',
    MaxSubscriptionChangeAdoptionTime: 5,
    SupportedNumberOfSubscriptions: -1,
  });
  setUpTrust(setup);
  setUpMtps(setup);
  for (const [serial, issuer] of [
    ['4A7F3C9921D0', 'CN=Demo Device CA,O=USP Console'],
    ['10C2AA870B5E', 'CN=Demo Operator CA,O=USP Console'],
  ] as const) {
    addRow(setup, 'Device.LocalAgent.Certificate.', { Enable: true, SerialNumber: serial, Issuer: issuer });
  }
  for (const controller of controllers) addController(setup, controller);
}

/** The row of a Controller, as the device itself makes it. */
export function addController(
  setup: Pick<Setup, 'store'>,
  { endpointId, role, session = {} }: KnownController,
): ObjectNode {
  const row = addRow(setup, 'Device.LocalAgent.Controller.', {
    EndpointID: endpointId,
    Enable: true,
    PeriodicNotifInterval: 86_400,
    OnBoardingComplete: true,
  });
  // A role that the device gives by itself is an inherited one; an assigned one is a person's choice.
  const trust = setup.store.object('Device.LocalAgent.ControllerTrust.');
  if (role === 'full') setup.store.write(row, 'AssignedRole', 'Device.LocalAgent.ControllerTrust.Role.1');
  else setup.store.write(row, 'InheritedRole', setup.store.read(trust, 'UntrustedRole'));
  fill(setup, `${row.path}E2ESession.`, {
    SessionMode: session.mode ?? 'Allow',
    Status: 'Down',
    MaxUSPRecordSize: session.maxRecordSize ?? 0,
    PayloadSecurity: 'Plaintext',
  });
  fill(setup, `${row.path}TransferCompletePolicy.`, { ResultTypeFilter: 'Both' });
  addRow(setup, `${row.path}BootParameter.`, { Enable: true, ParameterName: 'Device.DeviceInfo.SoftwareVersion' });
  addRow(setup, `${row.path}BootParameter.`, { Enable: true, ParameterName: 'Device.LocalAgent.EndpointID' });
  addRow(setup, `${row.path}MTP.`, { Enable: true, Protocol: 'WebSocket', Order: 1 });
  fill(setup, `${row.path}MTP.1.WebSocket.`, {
    Host: 'controller.example',
    Port: 443,
    Path: '/usp',
    KeepAliveInterval: 60,
  });
  // From the factory: the Controller is told when the device has started.
  addRow(setup, 'Device.LocalAgent.Subscription.', {
    Enable: true,
    Recipient: row.path.slice(0, -1),
    ID: 'factory-boot',
    CreationDate: dateTimeText(setup.store.now),
    NotifType: 'Event',
    ReferenceList: 'Device.Boot!',
    Persistent: true,
    NotifRetry: true,
    NotifExpiration: 3_600,
  });
  return row;
}

function setUpTrust(setup: Setup): void {
  const all = 'rwxn';
  const roles = [
    ['Full Access', [['Device.', all, all, all, all]]],
    [
      'Untrusted',
      [
        ['Device.DeviceInfo.,Device.Time.', 'r--n', 'r--n', 'r--n', 'r---'],
        // A Controller may see itself, and ask to be notified.
        ['Device.LocalAgent.', 'r---', 'r---', 'r---', 'r---'],
        ['Device.LocalAgent.Subscription.', 'rw-n', 'rw-n', 'rw-n', 'r---'],
        ['Device.LocalAgent.ControllerTrust.', '----', '----', '----', '----'],
      ],
    ],
  ] as const;
  for (const [name, permissions] of roles) {
    const role = addRow(setup, 'Device.LocalAgent.ControllerTrust.Role.', { Enable: true, Name: name });
    for (const [index, [targets, param, object, instance, command]] of permissions.entries()) {
      addRow(setup, `${role.path}Permission.`, {
        Enable: true,
        Order: index + 1,
        Targets: targets,
        Param: param,
        Obj: object,
        InstantiatedObj: instance,
        CommandEvent: command,
      });
    }
  }
  fill(setup, 'Device.LocalAgent.ControllerTrust.', {
    UntrustedRole: 'Device.LocalAgent.ControllerTrust.Role.2',
    TOFUAllowed: true,
  });
}

function setUpMtps(setup: Setup): void {
  fill(setup, 'Device.MQTT.Capabilities.', {
    ProtocolVersionsSupported: '3.1.1,5.0',
    TransportProtocolSupported: 'TCP/IP,TLS,WebSocket,WebSocketTLS',
    MaxNumberOfClientSubscriptions: 16,
  });
  const topic = `usp/agent/${setup.endpointId}`;
  addRow(setup, 'Device.MQTT.Client.', {
    Name: 'usp',
    Enable: true,
    Status: 'Connected',
    Interface: 'Device.IP.Interface.1',
    ProtocolVersion: '5.0',
    BrokerAddress: 'broker.example',
    BrokerPort: 8883,
    TransportProtocol: 'TLS',
    ReceiveMaximum: 100,
    MaximumPacketSize: 1_048_576,
    RequestResponseInfo: true,
    ClientID: macAddress(0x20, 1).replaceAll(':', ''),
    Username: 'gateway',
    Password: 'not-shown-either',
  });
  addRow(setup, 'Device.MQTT.Client.1.Subscription.', { Enable: true, Status: 'Subscribed', Topic: topic, QoS: 1 });
  addRow(setup, 'Device.LocalAgent.MTP.', { Enable: true, Status: 'Up', Protocol: 'WebSocket' });
  fill(setup, 'Device.LocalAgent.MTP.1.WebSocket.', {
    Interfaces: 'Device.IP.Interface.1,Device.IP.Interface.2',
    Port: 8443,
    Path: '/usp',
  });
  addRow(setup, 'Device.LocalAgent.MTP.', { Enable: true, Status: 'Up', Protocol: 'MQTT' });
  fill(setup, 'Device.LocalAgent.MTP.2.MQTT.', {
    Reference: 'Device.MQTT.Client.1',
    ResponseTopicConfigured: topic,
    PublishQoS: 1,
  });
}

/** One line of the table of reboots (Device.DeviceInfo.Reboots.). */
export function recordReboot(
  setup: Pick<Setup, 'store'>,
  values: { at: number; cause: string; reason: string; firmwareUpdated: boolean },
): void {
  const { store } = setup;
  const reboots = store.object('Device.DeviceInfo.Reboots.');
  const bump = (name: string) => store.write(reboots, name, store.readNumber(reboots, name) + 1);
  bump('BootCount');
  bump('WarmBootCount');
  if (values.firmwareUpdated) store.write(reboots, 'CurrentVersionBootCount', 1);
  else bump('CurrentVersionBootCount');
  const table = store.table('Device.DeviceInfo.Reboots.Reboot.');
  const most = store.readNumber(reboots, 'MaxRebootEntries');
  for (const row of table.rows.values()) {
    if (most < 0 || table.rows.size < most) break;
    store.removeRow(row);
  }
  if (most === 0) return;
  addRow(setup, table.path, {
    TimeStamp: dateTimeText(values.at),
    FirmwareUpdated: values.firmwareUpdated,
    Cause: values.cause,
    Reason: values.reason,
  });
}
