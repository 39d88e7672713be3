/** What the device changes by itself when something was changed: states follow switches, layers follow layers. */
import { trackLastChange } from '../home/build-home.ts';
import { syncInterfaceStack } from '../home/interface-stack.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { Store, StoreChange } from '../store/store.ts';

/** Reacts to changes; what it writes is found in the store's journal afterwards. */
export function react(store: Store, changes: readonly StoreChange[]): void {
  let layersMoved = false;
  let wifiMoved = false;
  for (const change of changes) {
    const { node } = change;
    if (node.def.params.has('LowerLayers') && (change.type !== 'value' || change.name === 'LowerLayers')) {
      layersMoved = true;
    }
    if (node.path.startsWith('Device.WiFi.') && (change.type !== 'value' || wifiSwitches.has(change.name))) {
      wifiMoved = true;
    }
    if (change.type === 'created' && node.def.params.has('LastChange')) trackLastChange(store, node, store.now);
    if (change.type === 'value' && node.alive) reactToValue(store, node, change.name);
    if (change.type === 'created' && node.alive) followSwitch(store, node);
  }
  if (layersMoved) syncInterfaceStack(store);
  if (wifiMoved) followWifi(store);
}

const wifiSwitches = new Set(['Enable', 'Status', 'LowerLayers', 'SSIDReference']);

function reactToValue(store: Store, node: ObjectNode, name: string): void {
  if (name === 'Enable') followSwitch(store, node);
  if (name === 'Status' && node.def.params.has('LastChange')) trackLastChange(store, node, store.now);
  if (name === 'Channel' && node.def.path === 'Device.WiFi.Radio.{i}.') {
    const stats = store.object(`${node.path}Stats.`);
    store.writeAll(node, {
      ChannelsInUse: store.read(node, 'Channel'),
      AutoChannelEnable: false, // TR-181: writing Channel switches the automatic choice off
      ChannelLastSelectionReason: 'Manual',
    });
    store.write(stats, 'TotalChannelChangeCount', store.readNumber(stats, 'TotalChannelChangeCount') + 1);
    store.write(stats, 'ManualChannelChangeCount', store.readNumber(stats, 'ManualChannelChangeCount') + 1);
    const since = store.now;
    store.setLive(node, 'ChannelLastChange', (now) => String(Math.max(0, Math.floor((now - since) / 1000))));
  }
  if (name === 'OperatingChannelBandwidth') {
    const value = store.read(node, name);
    if (value !== 'Auto') store.write(node, 'CurrentOperatingChannelBandwidth', value);
  }
}

/** Status follows Enable, in the words that its enumeration has. */
function followSwitch(store: Store, node: ObjectNode): void {
  const status = node.def.params.get('Status');
  const values = status?.spec.facets.enumeration ?? [];
  if (!node.def.params.has('Enable') || !status || node.def.path.startsWith('Device.WiFi.')) return;
  const on = store.readFlag(node, 'Enable');
  const word = (on ? wordsOn : wordsOff).find((one) => values.includes(one));
  if (word !== undefined) store.write(node, 'Status', word);
}

const wordsOn = ['Up', 'Enabled', 'Synchronized', 'InUse', 'Connected', 'Subscribed'];
const wordsOff = ['Down', 'Disabled', 'Unsubscribed'];

/** Radio, then SSID, then access point. */
function followWifi(store: Store): void {
  for (const radio of store.table('Device.WiFi.Radio.').rows.values()) {
    store.write(radio, 'Status', store.readFlag(radio, 'Enable') ? 'Up' : 'Down');
  }
  for (const ssid of store.table('Device.WiFi.SSID.').rows.values()) {
    const lower = store.follow(ssid, 'LowerLayers').filter((node) => node.kind === 'object');
    const carried = lower.some((radio) => store.read(radio, 'Status') === 'Up');
    const status = !store.readFlag(ssid, 'Enable') ? 'Down' : carried ? 'Up' : 'LowerLayerDown';
    store.write(ssid, 'Status', status);
  }
  for (const point of store.table('Device.WiFi.AccessPoint.').rows.values()) {
    const [ssid] = store.follow(point, 'SSIDReference');
    const enabled = store.readFlag(point, 'Enable');
    const carried = ssid?.kind === 'object' && store.read(ssid, 'Status') === 'Up';
    const misconfigured = enabled && ssid === undefined;
    store.write(point, 'Status', misconfigured ? 'Error_Misconfigured' : enabled && carried ? 'Enabled' : 'Disabled');
  }
}
