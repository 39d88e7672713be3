/** Counters: what flows to and from each resident adds up along its way. */
import type { ObjectNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';
import type { Resident } from './household.ts';
import { associatedOf } from './presence.ts';

interface Flow {
  down: number;
  up: number;
}

/** Bytes per packet, on the average. */
const packetSize = 900;

export class Traffic {
  readonly #flows = new Map<string, Flow>();

  /** Bytes towards (`down`) and from (`up`) a resident. */
  add(store: Store, resident: Resident, down: number, up: number): void {
    const { accessPoint, port } = resident;
    const guest = accessPoint === 4 || accessPoint === 5;
    const station = associatedOf(store, resident);
    if (station) {
      this.#count(`${station.path}Stats.`, down, up);
      const ssid = String(accessPoint);
      this.#count(`Device.WiFi.SSID.${ssid}.Stats.`, down, up);
      const radio = store.find(`Device.WiFi.SSID.${ssid}.`);
      const [lower] = radio?.kind === 'object' ? store.follow(radio, 'LowerLayers') : [];
      if (lower) this.#count(`${lower.path}Stats.`, down, up);
    } else {
      this.#count(`Device.Ethernet.Interface.${String(port)}.Stats.`, down, up);
    }
    this.#count(`Device.Bridging.Bridge.${guest ? '2' : '1'}.Port.1.Stats.`, down, up);
    this.#count(`Device.Ethernet.Link.${guest ? '3' : '2'}.Stats.`, down, up);
    this.#count(`Device.IP.Interface.${guest ? '3' : '2'}.Stats.`, down, up);
    // Towards the Internet the same bytes go the other way.
    for (const path of wanPath) this.#count(path, up, down);
  }

  /** Writes the counters; whole bytes and packets only. */
  flush(store: Store): void {
    for (const [path, { down, up }] of this.#flows) {
      const node = store.find(path);
      if (node?.kind === 'object') bump(store, node, Math.round(down), Math.round(up));
    }
    this.#flows.clear();
  }

  #count(path: string, down: number, up: number): void {
    const flow = this.#flows.get(path);
    if (flow) {
      flow.down += down;
      flow.up += up;
    } else {
      this.#flows.set(path, { down, up });
    }
  }
}

const wanPath = [
  'Device.Optical.Interface.1.Stats.',
  'Device.Ethernet.Link.1.Stats.',
  'Device.PPP.Interface.1.Stats.',
  'Device.IP.Interface.1.Stats.',
];

function bump(store: Store, node: ObjectNode, sent: number, received: number): void {
  const add = (name: string, more: number) => {
    if (more > 0 && node.def.params.has(name)) store.write(node, name, store.readNumber(node, name) + more);
  };
  add('BytesSent', sent);
  add('BytesReceived', received);
  add('PacketsSent', Math.ceil(sent / packetSize));
  add('PacketsReceived', Math.ceil(received / packetSize));
  add('UnicastPacketsSent', Math.ceil(sent / packetSize));
  add('UnicastPacketsReceived', Math.ceil(received / packetSize));
}
