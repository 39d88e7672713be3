import { addRow, fill, macAddress, type Setup } from './setup.ts';

/** Ports of the LAN: index 0 is Device.Ethernet.Interface.1. */
export const lanPorts = [
  { up: true, rate: 1000 },
  { up: true, rate: 1000 },
  { up: false, rate: 0 },
  { up: true, rate: 2500 },
] as const;

/** Ethernet, bridges, the fibre and PPP over it. */
export function setUpInterfaces(setup: Setup): void {
  fill(setup, 'Device.Ethernet.', { WoLSupported: false, FlowControlSupported: true });
  for (const [index, { up, rate }] of lanPorts.entries()) {
    const linkModes = '10,100,1000,2500';
    addRow(setup, 'Device.Ethernet.Interface.', {
      Enable: true,
      Status: up ? 'Up' : 'Down',
      Name: `lan${String(index + 1)}`,
      Upstream: false,
      MaxBitRate: -1,
      MACAddress: macAddress(0x10, index + 1),
      SupportedLinkModes: linkModes,
      AdvertisedLinkModes: linkModes,
      LinkPartnerAdvertisedLinkModes: up ? '10,100,1000' : '',
      CurrentBitRate: rate,
      DuplexMode: 'Auto',
      CurrentDuplexMode: up ? 'Full' : 'Unknown',
      EEECapability: true,
      EEEEnable: true,
      EEEStatus: up ? 'Active' : 'Inactive',
      EDPDStatus: 'Unsupported',
      MDIX: 'Auto',
      CurrentMDIX: up ? 'Off' : 'Unknown',
    });
  }
  setUpFibre(setup);
  setUpBridges(setup);
  setUpPpp(setup);
}

function setUpFibre(setup: Setup): void {
  addRow(setup, 'Device.Optical.Interface.', {
    Enable: true,
    Status: 'Up',
    Name: 'pon0',
    Upstream: true,
    MaxBitRate: 10_000,
    // 0.001 dBm
    OpticalSignalLevel: -18_240,
    TransmitOpticalLevel: 2_310,
  });
  for (const [index, name] of ['wan', 'br-lan', 'br-guest'].entries()) {
    addRow(setup, 'Device.Ethernet.Link.', {
      Enable: true,
      Status: 'Up',
      Name: name,
      MTU: 1500,
      MACAddress: macAddress(0x20, index + 1),
    });
  }
}

/** The layers below the links are there only after the bridges. */
export function joinLayers(setup: Setup): void {
  fill(setup, 'Device.Ethernet.Link.1.', { LowerLayers: 'Device.Optical.Interface.1' });
  fill(setup, 'Device.Ethernet.Link.2.', { LowerLayers: 'Device.Bridging.Bridge.1.Port.1' });
  fill(setup, 'Device.Ethernet.Link.3.', { LowerLayers: 'Device.Bridging.Bridge.2.Port.1' });
}

function setUpBridges(setup: Setup): void {
  fill(setup, 'Device.Bridging.', {
    MaxBridgeEntries: 8,
    MaxDBridgeEntries: 8,
    MaxQBridgeEntries: 8,
    MaxVLANEntries: 64,
  });
  const ethernet = lanPorts.map((_, index) => `Device.Ethernet.Interface.${String(index + 1)}`);
  const wifi = (...numbers: number[]) => numbers.map((number) => `Device.WiFi.SSID.${String(number)}`);
  const bridges = [
    ['LAN', [...ethernet, ...wifi(1, 2, 3, 6)]],
    ['Guests', wifi(4, 5)],
  ] as const;
  for (const [index, [name, ports]] of bridges.entries()) {
    const bridge = addRow(setup, 'Device.Bridging.Bridge.', {
      Enable: true,
      Status: 'Enabled',
      Name: name,
      Standard: '802.1Q-2011',
    });
    const table = `${bridge.path}Port.`;
    const common = { Enable: true, Status: 'Up', PortState: 'Forwarding', PathCost: 4, Type: 'VLANUnawarePort' };
    const members = ports.map((_, port) => `${bridge.path}Port.${String(port + 2)}`);
    const prefix = `br${String(index + 1)}`;
    addRow(setup, table, {
      ...common,
      Name: `${prefix}-mgmt`,
      ManagementPort: true,
      LowerLayers: members.join(','),
    });
    for (const [port, lower] of ports.entries()) {
      addRow(setup, table, { ...common, Name: `${prefix}-p${String(port + 1)}`, LowerLayers: lower });
    }
  }
}

function setUpPpp(setup: Setup): void {
  fill(setup, 'Device.PPP.', { SupportedNCPs: 'IPCP,IPv6CP' });
  addRow(setup, 'Device.PPP.Interface.', {
    Enable: true,
    Status: 'Up',
    Name: 'ppp0',
    LowerLayers: 'Device.Ethernet.Link.1',
    ConnectionStatus: 'Connected',
    LastConnectionError: 'ERROR_NONE',
    Username: 'home-4711@isp.example',
    Password: 'not-shown-to-anyone',
    EncryptionProtocol: 'None',
    CompressionProtocol: 'None',
    AuthenticationProtocol: 'CHAP',
    MaxMRUSize: 1492,
    CurrentMRUSize: 1492,
    ConnectionTrigger: 'AlwaysOn',
    LCPEcho: 30,
    LCPEchoRetry: 5,
    IPCPEnable: true,
    IPv6CPEnable: true,
  });
  fill(setup, 'Device.PPP.Interface.1.PPPoE.', {
    SessionID: 4212,
    ACName: 'bng-7.isp.example',
    ServiceName: 'internet',
  });
  fill(setup, 'Device.PPP.Interface.1.IPCP.', {
    LocalIPAddress: '203.0.113.42',
    RemoteIPAddress: '203.0.113.1',
    DNSServers: '198.51.100.53,198.51.100.54',
  });
  fill(setup, 'Device.PPP.Interface.1.IPv6CP.', {
    LocalInterfaceIdentifier: 'fe80::5eff:fe20:1',
    RemoteInterfaceIdentifier: 'fe80::1',
  });
}
