import { addRow, fill, macAddress, type Setup } from './setup.ts';

/** DHCP, DNS, NAT and users. */
export function setUpServices(setup: Setup): void {
  setUpDhcp(setup);
  fill(setup, 'Device.DNS.', { SupportedRecordTypes: 'A,AAAA,PTR' });
  fill(setup, 'Device.DNS.Client.', { Enable: true, Status: 'Enabled' });
  fill(setup, 'Device.DNS.Relay.', { Enable: true, Status: 'Enabled' });
  for (const server of ['198.51.100.53', '198.51.100.54']) {
    const values = {
      Enable: true,
      Status: 'Enabled',
      DNSServer: server,
      Interface: 'Device.IP.Interface.1',
      Type: 'IPCP',
    };
    addRow(setup, 'Device.DNS.Client.Server.', values);
    addRow(setup, 'Device.DNS.Relay.Forwarding.', values);
  }
  setUpNat(setup);
  setUpUsers(setup);
}

function setUpDhcp(setup: Setup): void {
  addRow(setup, 'Device.DHCPv4.Client.', {
    Enable: false,
    Interface: 'Device.IP.Interface.1',
    Status: 'Disabled',
    DHCPStatus: 'Init',
  });
  addRow(setup, 'Device.DHCPv4.Client.1.SentOption.', { Enable: true, Tag: 60, Value: '44484733303030' });
  for (const [index, tag] of [1, 3, 6, 42].entries()) {
    addRow(setup, 'Device.DHCPv4.Client.1.ReqOption.', { Enable: true, Order: index + 1, Tag: tag });
  }
  fill(setup, 'Device.DHCPv4.Server.', { Enable: true });
  for (const [index, [net, number, domain]] of (
    [
      ['192.168.1', 2, 'home.arpa'],
      ['192.168.50', 3, 'guests.home.arpa'],
    ] as const
  ).entries()) {
    const pool = addRow(setup, 'Device.DHCPv4.Server.Pool.', {
      Enable: true,
      Status: 'Enabled',
      Order: index + 1,
      Interface: `Device.IP.Interface.${String(number)}`,
      MinAddress: `${net}.100`,
      MaxAddress: `${net}.249`,
      SubnetMask: '255.255.255.0',
      DNSServers: `${net}.1`,
      DomainName: domain,
      IPRouters: `${net}.1`,
      LeaseTime: index === 0 ? 86_400 : 3_600,
    });
    addRow(setup, `${pool.path}Option.`, { Enable: true, Tag: 42, Value: index === 0 ? 'C0A80101' : 'C0A83201' });
  }
  addRow(setup, 'Device.DHCPv4.Server.Pool.1.StaticAddress.', {
    Enable: true,
    Chaddr: macAddress(0x60, 1),
    Yiaddr: '192.168.1.20',
  });
  addRow(setup, 'Device.DHCPv4.Server.Pool.1.StaticAddress.', {
    Enable: true,
    Chaddr: macAddress(0x60, 2),
    Yiaddr: '192.168.1.30',
  });
}

function setUpNat(setup: Setup): void {
  fill(setup, 'Device.NAT.', { MaxNumberOfPortMappings: 256 });
  addRow(setup, 'Device.NAT.InterfaceSetting.', {
    Enable: true,
    Status: 'Enabled',
    Interface: 'Device.IP.Interface.1',
    TCPTranslationTimeout: 7_440,
    UDPTranslationTimeout: 300,
  });
  const mappings = [
    ['TCP', 443, 8443, '192.168.1.20', 'Web on the NAS', 'User'],
    ['TCP', 2222, 22, '192.168.1.20', 'Shell on the NAS', 'User'],
    ['UDP', 51_820, 51_820, '192.168.1.30', 'Tunnel home', 'Controller'],
    ['UDP', 3074, 3074, '192.168.1.104', 'Game console', 'UPnP'],
  ] as const;
  for (const [protocol, external, internal, client, description, origin] of mappings) {
    addRow(setup, 'Device.NAT.PortMapping.', {
      Enable: true,
      Status: 'Enabled',
      Origin: origin,
      Interface: 'Device.IP.Interface.1',
      ExternalPort: external,
      InternalPort: internal,
      Protocol: protocol,
      InternalClient: client,
      Description: description,
    });
  }
}

function setUpUsers(setup: Setup): void {
  fill(setup, 'Device.Users.', {
    SupportedCapabilities: 'CAP_AUDIT_READ,CAP_CHOWN,CAP_KILL,CAP_NET_ADMIN,CAP_NET_RAW',
  });
  for (const [id, name] of [
    [0, 'administration'],
    [1, 'reading'],
  ] as const) {
    addRow(setup, 'Device.Users.Role.', { Enable: true, RoleID: id, RoleName: name, StaticRole: true });
  }
  for (const [id, name, role] of [
    [0, 'wheel', 1],
    [100, 'family', 2],
  ] as const) {
    addRow(setup, 'Device.Users.Group.', {
      Enable: true,
      GroupID: id,
      Groupname: name,
      RoleParticipation: `Device.Users.Role.${String(role)}`,
      StaticGroup: id === 0,
    });
  }
  for (const [id, name, group] of [
    [0, 'admin', 1],
    [1001, 'family', 2],
  ] as const) {
    addRow(setup, 'Device.Users.User.', {
      Enable: true,
      UserID: id,
      Username: name,
      Password: `secret-of-${name}`,
      GroupParticipation: `Device.Users.Group.${String(group)}`,
      StaticUser: id === 0,
      Language: 'en',
    });
  }
}
