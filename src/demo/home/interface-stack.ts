/** Device.InterfaceStack.: one row for each pair of layers, as the LowerLayers parameters say (TR-181). */
import { splitList } from '../../usp/value-types.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';

/** Brings the table in step with all LowerLayers. */
export function syncInterfaceStack(store: Store): void {
  const table = store.table('Device.InterfaceStack.');
  const wanted = new Map<string, { higher: ObjectNode; lower: ObjectNode }>();
  for (const higher of interfacesOf(store)) {
    for (const path of splitList(store.read(higher, 'LowerLayers'))) {
      const lower = store.find(path);
      if (lower?.kind === 'object') wanted.set(`${higher.path} ${lower.path}`, { higher, lower });
    }
  }
  for (const row of table.rows.values()) {
    const key = `${store.read(row, 'HigherLayer')}. ${store.read(row, 'LowerLayer')}.`;
    if (!wanted.delete(key)) store.removeRow(row);
  }
  for (const { higher, lower } of wanted.values()) {
    const row = store.addRow(table);
    store.writeAll(row, {
      Alias: `cpe-${String(row.number)}`,
      HigherLayer: higher.path.slice(0, -1),
      LowerLayer: lower.path.slice(0, -1),
      HigherAlias: store.read(higher, 'Alias'),
      LowerAlias: store.read(lower, 'Alias'),
    });
  }
}

/** The rows that have LowerLayers. */
function* interfacesOf(store: Store): Generator<ObjectNode> {
  const tables = [
    'Device.Ethernet.Interface.',
    'Device.Ethernet.Link.',
    'Device.PPP.Interface.',
    'Device.Optical.Interface.',
    'Device.IP.Interface.',
    'Device.WiFi.Radio.',
    'Device.WiFi.SSID.',
  ];
  for (const path of tables) yield* store.table(path).rows.values();
  for (const bridge of store.table('Device.Bridging.Bridge.').rows.values()) {
    yield* store.table(`${bridge.path}Port.`).rows.values();
  }
}
