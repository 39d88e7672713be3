/** Random valid Messages and Records: every field of the schema, every member of every oneof. */
import { create, type DescField, type DescMessage, type MessageShape, ScalarType } from '@bufbuild/protobuf';
import { reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { MsgSchema, type Msg } from '../../gen/usp-msg_pb.ts';
import { RecordSchema, type Record as UspRecord } from '../../gen/usp-record_pb.ts';
import type { Random } from './random.ts';

/** Names and values that have broken others before, between harmless ones. */
const texts = [
  '',
  'Device.',
  'Device.WiFi.Radio.1.Channel',
  'Device.WiFi.SSID.100000000.',
  'Device.LocalAgent.Subscription.[ID=="a b"].',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  'errMsg',
  'false',
  '0',
  'Ünïcöde 📡',
  '</script>',
  '"quoted"\\n',
  'x'.repeat(300),
];

export function randomMsg(random: Random): Msg {
  const msg = randomMessage(MsgSchema, random);
  if (msg.header) msg.header.msgId = `${random.between(0, 999_999)}`;
  return msg;
}

export function randomRecord(random: Random, init: { readonly toId: string; readonly fromId: string }): UspRecord {
  return Object.assign(randomMessage(RecordSchema, random), { version: '1.4', ...init });
}

/** A message of any schema with all its message fields set and exactly one member of each oneof. */
export function randomMessage<Desc extends DescMessage>(schema: Desc, random: Random): MessageShape<Desc> {
  const message = create(schema);
  fill(reflect(schema, message), random);
  return message;
}

function fill(message: ReflectMessage, random: Random): void {
  for (const field of message.desc.fields) {
    if (!field.oneof) fillField(message, field, random);
  }
  for (const oneof of message.desc.oneofs) fillField(message, random.pick(oneof.fields), random);
}

function fillField(message: ReflectMessage, field: DescField, random: Random): void {
  if (field.fieldKind === 'list') {
    const list = message.get(field);
    const length = random.between(0, 2);
    for (let index = 0; index < length; index++) list.add(randomValue(field, random));
  } else if (field.fieldKind !== 'map') {
    message.set(field, randomValue(field, random));
  }
}

function randomValue(field: DescField, random: Random): unknown {
  if (field.message) {
    const inner = reflect(field.message);
    fill(inner, random);
    return inner;
  }
  if (field.enum) return random.pick(field.enum.values).number;
  switch (field.scalar) {
    case ScalarType.STRING:
      return random.pick(texts);
    case ScalarType.BYTES:
      return random.bytes(random.between(0, 39));
    case ScalarType.BOOL:
      return random.chance(0.5);
    case ScalarType.UINT64:
      return random.pick([0n, 1n, 2n, 300n, 9_007_199_254_740_993n, 18_446_744_073_709_551_615n]);
    case ScalarType.FIXED32:
      return random.pick([0, 1, 7004, 7026, 0xffff_ffff]);
    default:
      throw new Error(`no value for ${field.toString()}`);
  }
}
