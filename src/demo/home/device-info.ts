import { dateTimeText, secondsSince } from '../time-text.ts';
import type { Store } from '../store/store.ts';
import { addRow, fill, type Setup } from './setup.ts';

const day = 86_400_000;
export const firmwareVersion = '2.4.1';

/** DeviceInfo with what lies below it, LEDs and Time. */
export function setUpDeviceInfo(setup: Setup): void {
  const { store, random, bootedAt, endpointId } = setup;
  const serial =
    endpointId
      .replace(/[^0-9A-Za-z]/g, '')
      .slice(-12)
      .toUpperCase() || 'DEMO00000001';
  store.write(store.root, 'RootDataModelVersion', '2.19');
  fill(setup, 'Device.DeviceInfo.', {
    Manufacturer: 'USP Console',
    ManufacturerOUI: '00005E',
    ModelName: 'Demo Home Gateway',
    ModelNumber: 'DHG-3000',
    Description: 'A home gateway that lives in this page',
    ProductClass: 'HomeGateway',
    SerialNumber: serial,
    HardwareVersion: 'C2',
    SoftwareVersion: firmwareVersion,
    ProvisioningCode: 'home.fibre.500',
    FirstUseDate: dateTimeText(bootedAt - 412 * day),
    HostName: 'gateway',
    FriendlyName: 'Gateway in the hall',
    CID: 'BA55EC',
    PEN: '3561',
    MaxNumberOfActivateTimeWindows: 5,
  });
  addRow(setup, 'Device.DeviceInfo.FirmwareImage.', {
    Name: 'dhg3000',
    Version: firmwareVersion,
    Available: true,
    Status: 'Active',
  });
  addRow(setup, 'Device.DeviceInfo.FirmwareImage.', {
    Name: 'dhg3000',
    Version: '2.3.7',
    Available: true,
    Status: 'Available',
  });
  fill(setup, 'Device.DeviceInfo.', {
    ActiveFirmwareImage: 'Device.DeviceInfo.FirmwareImage.1',
    BootFirmwareImage: 'Device.DeviceInfo.FirmwareImage.1',
  });
  addRow(setup, 'Device.DeviceInfo.VendorConfigFile.', {
    Name: 'main',
    Version: '17',
    Date: dateTimeText(bootedAt - 3 * day),
    Description: 'All settings of the home',
    UseForBackupRestore: true,
  });
  for (const [name, size] of [
    ['system', 524_288],
    ['kernel', 262_144],
    ['wifi', 262_144],
  ] as const) {
    addRow(setup, 'Device.DeviceInfo.VendorLogFile.', { Name: `file:///var/log/${name}.log`, MaximumSize: size });
  }
  fill(setup, 'Device.DeviceInfo.MemoryStatus.', {
    Total: 1_048_576,
    Free: 611_240,
    TotalPersistent: 3_932_160,
    FreePersistent: 2_810_044,
  });
  setUpProcesses(setup);
  for (const [name, value, high] of [
    ['SoC', 58, 105],
    ['WiFi 5 GHz', 64, 110],
    ['Board', 44, 85],
  ] as const) {
    addRow(setup, 'Device.DeviceInfo.TemperatureStatus.TemperatureSensor.', {
      Enable: true,
      Status: 'Enabled',
      ResetTime: dateTimeText(bootedAt),
      Name: name,
      Value: value,
      LastUpdate: dateTimeText(bootedAt),
      MinValue: value - 9,
      MinTime: dateTimeText(bootedAt),
      MaxValue: value + 6,
      MaxTime: dateTimeText(bootedAt),
      LowAlarmValue: -10,
      HighAlarmValue: high,
      PollingInterval: 30,
    });
  }
  fill(setup, 'Device.DeviceInfo.NetworkProperties.', { MaxTCPWindowSize: 4_194_304, TCPImplementation: 'New%20Reno' });
  fill(setup, 'Device.DeviceInfo.Reboots.', {
    BootCount: 38 + random.between(0, 9),
    CurrentVersionBootCount: 4,
    ColdBootCount: 21,
    WarmBootCount: 17,
    MaxRebootEntries: 10,
  });
  for (const [index, [name, location]] of (
    [
      ['Power', 'Front'],
      ['Internet', 'Front'],
      ['WiFi', 'Front'],
      ['WPS', 'Right'],
    ] as const
  ).entries()) {
    addRow(setup, 'Device.LEDs.LED.', {
      Enable: true,
      Name: name,
      Status: 'InUse',
      Reason: name === 'WPS' ? 'off' : 'working',
      CyclePeriodRepetitions: -1,
      Location: location,
      RelativeXPosition: 10 + index * 12,
      RelativeYPosition: 5,
      MaxBrightness: 100,
    });
  }
  setUpTime(setup);
}

/** UpTime of the device and of its Agent. */
export function trackUpTime(store: Store, bootedAt: number): void {
  for (const path of ['Device.DeviceInfo.', 'Device.LocalAgent.']) {
    store.setLive(store.object(path), 'UpTime', (now) => String(secondsSince(bootedAt, now)));
  }
}

function setUpProcesses(setup: Setup): void {
  fill(setup, 'Device.DeviceInfo.ProcessStatus.', { CPUUsage: 11 });
  for (const number of [0, 1, 2, 3]) {
    addRow(setup, 'Device.DeviceInfo.ProcessStatus.CPU.', {
      Name: `cpu${String(number)}`,
      Enable: true,
      UserModeUtilization: 7,
      SystemModeUtilization: 4,
      IdleModeUtilization: 89,
      CPUUtilization: 11,
      PollInterval: 10,
      NumSamples: 30,
      CriticalRiseThreshold: 90,
      CriticalFallThreshold: 75,
    });
  }
  const commands = [
    'init',
    'uspd',
    'hostapd',
    'dnsmasq',
    'pppd',
    'ntpd',
    'firewalld',
    'syslogd',
    'dropbear',
    'odhcp6c',
  ];
  for (const [index, command] of commands.entries()) {
    addRow(setup, 'Device.DeviceInfo.ProcessStatus.Process.', {
      PID: index === 0 ? 1 : 412 + index * 37,
      Command: command,
      Size: 1_800 + setup.random.between(0, 9_000),
      Priority: 20,
      CPUTime: setup.random.between(10, 90_000),
      State: index === 1 ? 'Running' : 'Sleeping',
    });
  }
}

function setUpTime(setup: Setup): void {
  const { store } = setup;
  fill(setup, 'Device.Time.', { Enable: true, Status: 'Synchronized', LocalTimeZone: 'CET-1CEST,M3.5.0,M10.5.0/3' });
  store.setLive(store.object('Device.Time.'), 'CurrentLocalTime', dateTimeText);
  addRow(setup, 'Device.Time.Client.', {
    Enable: true,
    Status: 'Synchronized',
    Mode: 'Unicast',
    ServerInUse: '192.0.2.123',
    Servers: '0.pool.ntp.example,1.pool.ntp.example',
    IBurst: true,
    Interface: '',
    BindType: 'Address',
  });
  fill(setup, 'Device.Time.Client.1.Stats.', { PacketsSent: 812, PacketsReceived: 809, PacketsDropped: 3 });
}
