/**
 * What a row of a table does nothing without, besides its unique keys and what turns it on. A data model does not say so:
 * it gives an address that has to be filled in the same empty default as a description. So this is our own list, of the
 * tables that a person adds rows to most; a test holds its names against TR-181.
 */
const needs: Readonly<Record<string, string>> = {
  'Bridging.Bridge.{i}.Port': 'LowerLayers',
  'Bridging.Bridge.{i}.VLANPort': 'VLAN Port',
  'BulkData.Profile': 'Protocol EncodingType',
  'BulkData.Profile.{i}.Parameter': 'Reference',
  'DHCPv4.Client': 'Interface',
  'DHCPv4.Client.{i}.SentOption': 'Value',
  'DHCPv4.Server.Pool': 'Interface MinAddress MaxAddress SubnetMask',
  'DHCPv4.Server.Pool.{i}.Option': 'Value',
  'DHCPv4.Server.Pool.{i}.StaticAddress': 'Yiaddr',
  'DNS.Client.Server': 'DNSServer',
  'DNS.Relay.Forwarding': 'DNSServer',
  'DynamicDNS.Client': 'Server Interface Username Password',
  'Ethernet.VLANTermination': 'LowerLayers VLANID',
  'Firewall.Chain.{i}.Rule': 'Order Target',
  'Firewall.DMZ': 'Interface DestIP',
  'Firewall.Pinhole': 'Interface DestIP DestPort Protocol',
  'IP.Interface': 'LowerLayers IPv4Enable IPv6Enable',
  'IP.Interface.{i}.IPv4Address': 'IPAddress SubnetMask',
  'LocalAgent.Controller': 'EndpointID AssignedRole',
  'LocalAgent.Controller.{i}.MTP': 'Protocol',
  'LocalAgent.Monitor': 'Interval ReferenceList',
  'LocalAgent.Subscription': 'NotifType ReferenceList',
  'LocalAgent.Threshold': 'ReferencePath ThresholdParam ThresholdValue',
  'MQTT.Client': 'BrokerAddress',
  'MQTT.Client.{i}.Subscription': 'Topic QoS',
  'NAT.PortMapping': 'Interface AllInterfaces InternalPort InternalClient',
  'NAT.PortTrigger': 'Interface Port Protocol',
  'NAT.PortTrigger.{i}.Rule': 'Port Protocol',
  'PPP.Interface': 'LowerLayers Username Password',
  'QoS.Classification': 'Interface AllInterfaces Order',
  'STOMP.Connection': 'Host Username Password',
  'Schedules.Schedule': 'Day StartTime Duration',
  'Users.User': 'Password',
  'WiFi.AccessPoint': 'SSIDReference',
  'WiFi.SSID': 'LowerLayers SSID',
};

/** Names of parameters by the supported path of their table. */
export const rowNeeds: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(needs).map(([table, names]) => [`Device.${table}.{i}.`, new Set(names.split(' '))]),
);
