import { addRow, fill, macAddress, type Setup, type Values } from './setup.ts';

interface RadioPlan {
  readonly band: '2.4GHz' | '5GHz' | '6GHz';
  readonly standards: string;
  readonly channels: string;
  readonly channel: number;
  readonly bandwidth: string;
  readonly bandwidths: string;
  readonly rate: number;
  readonly noise: number;
}

const radios: readonly RadioPlan[] = [
  {
    band: '2.4GHz',
    standards: 'b,g,n,ax',
    channels: '1,2,3,4,5,6,7,8,9,10,11,12,13',
    channel: 6,
    bandwidth: '20MHz',
    bandwidths: '20MHz,40MHz,Auto',
    rate: 574,
    noise: -92,
  },
  {
    band: '5GHz',
    standards: 'a,n,ac,ax',
    channels: '36,40,44,48,52,56,60,64,100,104,108,112,116,120,124,128,132,136,140',
    channel: 44,
    bandwidth: '80MHz',
    bandwidths: '20MHz,40MHz,80MHz,160MHz,Auto',
    rate: 4804,
    noise: -95,
  },
  {
    band: '6GHz',
    standards: 'ax,be',
    channels: '1,5,9,13,17,21,25,29,33,37,41,45,49,53,57,61,65,69,73,77,81,85,89,93',
    channel: 37,
    bandwidth: '160MHz',
    bandwidths: '20MHz,40MHz,80MHz,160MHz,320MHz-1,Auto',
    rate: 5765,
    noise: -97,
  },
];

/** Name of the network, number of its radio, security mode: index 0 is Device.WiFi.SSID.1. */
export const networks = [
  { ssid: 'Hearth', radio: 1, mode: 'WPA2-Personal', passphrase: 'seven quiet lanterns' },
  { ssid: 'Hearth', radio: 2, mode: 'WPA3-Personal-Transition', passphrase: 'seven quiet lanterns' },
  { ssid: 'Hearth', radio: 3, mode: 'WPA3-Personal', passphrase: 'seven quiet lanterns' },
  { ssid: 'Hearth Guests', radio: 1, mode: 'WPA2-Personal', passphrase: 'please come in' },
  { ssid: 'Hearth Guests', radio: 2, mode: 'WPA2-Personal', passphrase: 'please come in' },
  { ssid: 'Things', radio: 1, mode: 'WPA2-Personal', passphrase: 'only small things' },
] as const;

/** Three radios, six networks. */
export function setUpWifi(setup: Setup): void {
  fill(setup, 'Device.WiFi.', { ResetCause: 'HostReinit' });
  for (const [index, plan] of radios.entries()) {
    addRow(setup, 'Device.WiFi.Radio.', radioValues(index, plan));
    fill(setup, `Device.WiFi.Radio.${String(index + 1)}.Stats.`, { Noise: plan.noise });
  }
  for (const [index, { ssid, radio, mode, passphrase }] of networks.entries()) {
    const number = String(index + 1);
    addRow(setup, 'Device.WiFi.SSID.', {
      Enable: true,
      Status: 'Up',
      Name: `wl${String(radio - 1)}_${number}`,
      LowerLayers: `Device.WiFi.Radio.${String(radio)}`,
      BSSID: macAddress(0x30 + radio, index + 1),
      MACAddress: macAddress(0x30 + radio, index + 1),
      SSID: ssid,
    });
    addRow(setup, 'Device.WiFi.AccessPoint.', accessPointValues(number, ssid));
    fill(setup, `Device.WiFi.AccessPoint.${number}.Security.`, securityValues(mode, passphrase));
    fill(setup, `Device.WiFi.AccessPoint.${number}.WPS.`, {
      Enable: index < 2,
      ConfigMethodsSupported: 'PushButton,PIN',
      ConfigMethodsEnabled: 'PushButton',
      Status: index < 2 ? 'Configured' : 'Disabled',
      Version: '2.0',
      PIN: '12345670',
    });
    for (const category of ['BE', 'BK', 'VI', 'VO']) {
      addRow(setup, `Device.WiFi.AccessPoint.${number}.AC.`, { AccessCategory: category });
    }
  }
}

function radioValues(index: number, plan: RadioPlan): Values {
  const rates = '6,12,24';
  return {
    Enable: true,
    Status: 'Up',
    Name: `wl${String(index)}`,
    MaxBitRate: plan.rate,
    SupportedFrequencyBands: plan.band,
    OperatingFrequencyBand: plan.band,
    SupportedStandards: plan.standards,
    OperatingStandards: plan.standards,
    PossibleChannels: plan.channels,
    ChannelsInUse: String(plan.channel),
    Channel: plan.channel,
    AutoChannelSupported: true,
    AutoChannelEnable: index > 0,
    AutoChannelRefreshPeriod: 3600,
    ChannelLastSelectionReason: index > 0 ? 'Auto_Startup' : 'Manual',
    MaxSupportedSSIDs: 8,
    MaxSupportedAssociations: 64,
    FirmwareVersion: '7.14.89',
    SupportedOperatingChannelBandwidths: plan.bandwidths,
    OperatingChannelBandwidth: plan.bandwidth,
    CurrentOperatingChannelBandwidth: plan.bandwidth,
    ExtensionChannel: 'Auto',
    GuardInterval: 'Auto',
    MCS: -1,
    TransmitPowerSupported: '25,50,75,100',
    TransmitPower: 100,
    IEEE80211hSupported: index === 1,
    IEEE80211hEnabled: index === 1,
    RegulatoryDomain: 'DE ',
    RetryLimit: 7,
    CCARequest: '00'.repeat(11),
    CCAReport: '00'.repeat(12),
    RPIHistogramRequest: '00'.repeat(11),
    RPIHistogramReport: '00'.repeat(19),
    FragmentationThreshold: 2346,
    RTSThreshold: 2347,
    LongRetryLimit: 4,
    BeaconPeriod: 100,
    DTIMPeriod: 2,
    PacketAggregationEnable: true,
    PreambleType: 'auto',
    BasicDataTransmitRates: rates,
    SupportedDataTransmitRates: '6,9,12,18,24,36,48,54',
    OperationalDataTransmitRates: '6,9,12,18,24,36,48,54',
    EnableRRM: true,
    ManagementPacketRate: 6,
  };
}

function accessPointValues(number: string, ssid: string): Values {
  return {
    Enable: true,
    Status: 'Enabled',
    SSIDReference: `Device.WiFi.SSID.${number}`,
    SSIDAdvertisementEnabled: ssid !== 'Things',
    WMMCapability: true,
    UAPSDCapability: true,
    WMMEnable: true,
    UAPSDEnable: true,
    IsolationEnable: ssid === 'Hearth Guests',
    MaxAllowedAssociations: 32,
  };
}

/** What a new access point starts with too. */
export function securityValues(mode: string, passphrase: string): Values {
  return {
    ModesSupported: 'None,WPA2-Personal,WPA3-Personal,WPA3-Personal-Transition,WPA2-Enterprise,WPA3-Enterprise,OWE',
    ModeEnabled: mode,
    EncryptionMode: 'AES',
    KeyPassphrase: passphrase,
    SAEPassphrase: passphrase,
    MFPConfig: mode.startsWith('WPA3') ? 'Required' : 'Optional',
  };
}
