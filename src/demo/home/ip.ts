import { addRow, fill, type Setup } from './setup.ts';

/** Numbers of the rows of Device.IP.Interface. */
export const ipInterfaces = { wan: 1, lan: 2, guests: 3, loopback: 4 } as const;

/** IP with its addresses, routes and diagnostics. */
export function setUpIp(setup: Setup): void {
  fill(setup, 'Device.IP.', {
    IPv4Capable: true,
    IPv4Enable: true,
    IPv4Status: 'Enabled',
    IPv6Capable: true,
    IPv6Enable: true,
    IPv6Status: 'Enabled',
    ULAPrefix: 'fd5e:2a91:c0de::/48',
  });
  addRow(setup, 'Device.Routing.Router.', { Enable: true, Status: 'Enabled' });
  const interfaces = [
    ['wan', 'Device.PPP.Interface.1', 1492, 'Normal'],
    ['lan', 'Device.Ethernet.Link.2', 1500, 'Normal'],
    ['guests', 'Device.Ethernet.Link.3', 1500, 'Normal'],
    ['lo', '', 65_535, 'Loopback'],
  ] as const;
  for (const [name, lower, mtu, type] of interfaces) {
    addRow(setup, 'Device.IP.Interface.', {
      Enable: true,
      Status: 'Up',
      Name: name,
      LowerLayers: lower,
      IPv4Enable: true,
      IPv6Enable: true,
      Router: 'Device.Routing.Router.1',
      MaxMTUSize: mtu,
      Type: type,
      Loopback: type === 'Loopback',
    });
  }
  const ipv4 = [
    [1, '203.0.113.42', '255.255.255.255', 'IPCP'],
    [2, '192.168.1.1', '255.255.255.0', 'Static'],
    [3, '192.168.50.1', '255.255.255.0', 'Static'],
    [4, '127.0.0.1', '255.0.0.0', 'Static'],
  ] as const;
  for (const [number, address, mask, type] of ipv4) {
    addRow(setup, `Device.IP.Interface.${String(number)}.IPv4Address.`, {
      Enable: true,
      Status: 'Enabled',
      IPAddress: address,
      SubnetMask: mask,
      AddressingType: type,
    });
  }
  setUpIpv6(setup);
  setUpPorts(setup);
  setUpRoutes(setup);
  fill(setup, 'Device.IP.Diagnostics.', {
    IPv4PingSupported: true,
    IPv6PingSupported: true,
    IPv4TraceRouteSupported: true,
    IPv6TraceRouteSupported: true,
    IPv4DownloadDiagnosticsSupported: true,
    IPv6DownloadDiagnosticsSupported: true,
    IPv4UploadDiagnosticsSupported: true,
    IPv6UploadDiagnosticsSupported: true,
    DownloadTransports: 'HTTP',
    DownloadDiagnosticMaxConnections: 8,
    DownloadDiagnosticsMaxIncrementalResult: 60,
    UploadTransports: 'HTTP',
    UploadDiagnosticsMaxConnections: 8,
    UploadDiagnosticsMaxIncrementalResult: 60,
  });
}

function setUpIpv6(setup: Setup): void {
  const addresses = [
    [1, 'fe80::5eff:fe20:1', 'AutoConfigured'],
    [1, '2001:db8:2a91::1', 'AutoConfigured'],
    [2, 'fe80::5eff:fe20:2', 'AutoConfigured'],
    [2, '2001:db8:2a91:1::1', 'AutoConfigured'],
    [3, '2001:db8:2a91:2::1', 'AutoConfigured'],
    [4, '::1', 'WellKnown'],
  ] as const;
  for (const [number, address, origin] of addresses) {
    addRow(setup, `Device.IP.Interface.${String(number)}.IPv6Address.`, {
      Enable: true,
      Status: 'Enabled',
      IPAddressStatus: 'Preferred',
      IPAddress: address,
      Origin: origin,
    });
  }
  const prefixes = [
    [1, '2001:db8:2a91::/56', 'PrefixDelegation', 'PrefixDelegation', ''],
    [2, '2001:db8:2a91:1::/64', 'Child', 'Child', 'Device.IP.Interface.1.IPv6Prefix.1'],
    [3, '2001:db8:2a91:2::/64', 'Child', 'Child', 'Device.IP.Interface.1.IPv6Prefix.1'],
  ] as const;
  for (const [number, prefix, origin, staticType, parent] of prefixes) {
    addRow(setup, `Device.IP.Interface.${String(number)}.IPv6Prefix.`, {
      Enable: true,
      Status: 'Enabled',
      PrefixStatus: 'Preferred',
      Prefix: prefix,
      Origin: origin,
      StaticType: staticType,
      ParentPrefix: parent,
      OnLink: parent !== '',
      Autonomous: parent !== '',
    });
  }
}

function setUpPorts(setup: Setup): void {
  const listening = [
    ['0.0.0.0', 22],
    ['192.168.1.1', 53],
    ['192.168.1.1', 80],
    ['192.168.1.1', 443],
    ['0.0.0.0', 8443],
  ] as const;
  for (const [address, port] of listening) {
    addRow(setup, 'Device.IP.ActivePort.', {
      LocalIPAddress: address,
      LocalPort: port,
      RemoteIPAddress: '',
      RemotePort: 0,
      Status: 'LISTEN',
    });
  }
}

function setUpRoutes(setup: Setup): void {
  const ipv4 = [
    ['', '', '203.0.113.1', 1, 'IPCP', false],
    ['192.168.1.0', '255.255.255.0', '', 2, 'Static', false],
    ['192.168.50.0', '255.255.255.0', '', 3, 'Static', false],
    ['10.20.0.0', '255.255.0.0', '192.168.1.20', 2, 'Static', true],
  ] as const;
  for (const [destination, mask, gateway, number, origin, isStatic] of ipv4) {
    addRow(setup, 'Device.Routing.Router.1.IPv4Forwarding.', {
      Enable: true,
      Status: 'Enabled',
      StaticRoute: isStatic,
      DestIPAddress: destination,
      DestSubnetMask: mask,
      GatewayIPAddress: gateway,
      Interface: `Device.IP.Interface.${String(number)}`,
      Origin: origin,
      ForwardingMetric: destination === '' ? 10 : 0,
    });
  }
  for (const [prefix, hop, number, origin] of [
    ['::/0', 'fe80::1', 1, 'RA'],
    ['2001:db8:2a91:1::/64', '', 2, 'Static'],
    ['2001:db8:2a91:2::/64', '', 3, 'Static'],
  ] as const) {
    addRow(setup, 'Device.Routing.Router.1.IPv6Forwarding.', {
      Enable: true,
      Status: 'Enabled',
      DestIPPrefix: prefix,
      NextHop: hop,
      Interface: `Device.IP.Interface.${String(number)}`,
      Origin: origin,
      ForwardingMetric: 1024,
    });
  }
}
