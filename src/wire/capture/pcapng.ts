/**
 * Records as a pcapng file, for Wireshark. Each Record is a packet of the link type that Wireshark keeps for
 * dissected parts ("upper PDU"): it names the dissector, so that no frame of a transport has to be made up.
 * docs/capture.md says how to have the fields named.
 */

/** Handed to Wireshark as the UDP port of both sides: what its table of protobuf messages goes by. */
export const pcapngPort = 17_369;

export interface PcapngRecord {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly direction: 'in' | 'out';
  /** Endpoint IDs; empty where the Record does not tell. */
  readonly from: string;
  readonly to: string;
  /** Connections are the interfaces of the capture: which one it is, and what it is called. */
  readonly connection: string;
  readonly connectionName: string;
  readonly bytes: Uint8Array;
  /** Shown as the packet's comment. */
  readonly comment: string;
}

const linkTypeUpperPdu = 252;
const blocks = { section: 0x0a0d0d0a, interface: 1, names: 4, packet: 6 } as const;
const pduTags = {
  end: 0,
  dissector: 12,
  source: 20,
  destination: 21,
  portType: 24,
  sourcePort: 25,
  destinationPort: 26,
};
const udp = 3;

/** Endpoints that get an address of their own; later ones share the last. */
const mostEndpoints = 60_000;

/** Makes the file block by block, so that it can be streamed: first `begin`, then each Record. */
export class PcapngWriter {
  readonly #interfaces = new Map<string, number>();
  readonly #addresses = new Map<string, number>();

  /** The section header. */
  begin(): Uint8Array {
    const fixed = new Fields().u32(0x1a2b3c4d).u16(1).u16(0).u32(0xffff_ffff).u32(0xffff_ffff);
    return block(blocks.section, fixed.option(4, text('USP Console')).endOptions().done());
  }

  /** The packet of a Record, behind what has to be said before it: a new connection, a new Endpoint's name. */
  record(record: PcapngRecord): Uint8Array {
    const parts: Uint8Array[] = [];
    const at = this.#interface(record, parts);
    const from = this.#address(record.from, parts);
    const to = this.#address(record.to, parts);
    parts.push(packet(record, at, from, to));
    return joined(parts);
  }

  #interface({ connection, connectionName }: PcapngRecord, parts: Uint8Array[]): number {
    const known = this.#interfaces.get(connection);
    if (known !== undefined) return known;
    const at = this.#interfaces.size;
    this.#interfaces.set(connection, at);
    const fixed = new Fields().u16(linkTypeUpperPdu).u16(0).u32(0);
    const microseconds = Uint8Array.of(6);
    parts.push(
      block(blocks.interface, fixed.option(2, text(connectionName)).option(9, microseconds).endOptions().done()),
    );
    return at;
  }

  /** An address of 198.18.0.0/15, which no network routes, that goes by the name of the Endpoint. */
  #address(endpoint: string, parts: Uint8Array[]): Uint8Array {
    let at = this.#addresses.get(endpoint);
    if (at === undefined) {
      at = Math.min(this.#addresses.size + 1, mostEndpoints);
      if (at < mostEndpoints) this.#addresses.set(endpoint, at);
      if (endpoint !== '' && at < mostEndpoints) parts.push(nameOf(addressBytes(at), endpoint));
    }
    return addressBytes(at);
  }
}

function packet(record: PcapngRecord, at: number, from: Uint8Array, to: Uint8Array): Uint8Array {
  const port = new Fields('big').u32(pcapngPort).done();
  const data = new Fields('big')
    .tag(pduTags.dissector, text('protobuf'))
    .tag(pduTags.source, from)
    .tag(pduTags.destination, to)
    .tag(pduTags.portType, new Fields('big').u32(udp).done())
    .tag(pduTags.sourcePort, port)
    .tag(pduTags.destinationPort, port)
    .tag(pduTags.end, new Uint8Array())
    .bytes(record.bytes)
    .done();
  const time = BigInt(Math.round(record.time * 1000));
  const fixed = new Fields()
    .u32(at)
    .u32(Number(time >> 32n))
    .u32(Number(time & 0xffff_ffffn));
  const flags = new Fields().u32(record.direction === 'in' ? 1 : 2).done();
  return block(
    blocks.packet,
    fixed
      .u32(data.length)
      .u32(data.length)
      .padded(data)
      .option(1, text(record.comment))
      .option(2, flags)
      .endOptions()
      .done(),
  );
}

function nameOf(address: Uint8Array, name: string): Uint8Array {
  const record = joined([address, text(name), Uint8Array.of(0)]);
  return block(blocks.names, new Fields().option(1, record).endOptions().done());
}

function addressBytes(at: number): Uint8Array {
  return Uint8Array.of(198, 18, at >> 8, at & 0xff);
}

/** Longest text of an option: its length is told in 16 bits. */
const longestText = 65_000;

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value).subarray(0, longestText);
}

/** A block says its length before and behind its body. */
function block(type: number, body: Uint8Array): Uint8Array {
  const length = body.length + 12;
  return new Fields().u32(type).u32(length).bytes(body).u32(length).done();
}

/** Fields one behind the other. Blocks are little-endian, the tags of an upper PDU big-endian. */
class Fields {
  readonly #little: boolean;
  readonly #parts: Uint8Array[] = [];

  constructor(order: 'little' | 'big' = 'little') {
    this.#little = order === 'little';
  }

  u16(value: number): this {
    const part = new DataView(new ArrayBuffer(2));
    part.setUint16(0, value, this.#little);
    return this.bytes(new Uint8Array(part.buffer));
  }

  u32(value: number): this {
    const part = new DataView(new ArrayBuffer(4));
    part.setUint32(0, value, this.#little);
    return this.bytes(new Uint8Array(part.buffer));
  }

  bytes(value: Uint8Array): this {
    this.#parts.push(value);
    return this;
  }

  /** Filled up to a multiple of four bytes. */
  padded(value: Uint8Array): this {
    return this.bytes(value).bytes(new Uint8Array(-value.length & 3));
  }

  option(code: number, value: Uint8Array): this {
    return value.length === 0 ? this : this.u16(code).u16(value.length).padded(value);
  }

  endOptions(): this {
    return this.u32(0);
  }

  /** Tags of an upper PDU count their filling. */
  tag(code: number, value: Uint8Array): this {
    return this.u16(code)
      .u16(value.length + (-value.length & 3))
      .padded(value);
  }

  done(): Uint8Array {
    return joined(this.#parts);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
