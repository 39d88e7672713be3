/** Msg <-> bytes. Nothing that breaks the schema gets past `decodeMessage`. */
import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { getTextEncoding } from '@bufbuild/protobuf/wire';
import { Header_MsgType, MsgSchema, type Msg, type Request, type Response } from '../../gen/usp-msg_pb.ts';
import { checkSchema } from '../wire/check.ts';
import { readFields, wireTypes } from '../wire/tokens.ts';

export type { Msg };
export type MsgInit = MessageInitShape<typeof MsgSchema>;
export const MsgType = Header_MsgType;

/** Why a Message can't be taken in, and what of it could still be read for an answer (R-MTP.5). */
export interface MessageFault {
  /** 7004 for what breaks R-ENC.3, R-MSG.6 to R-MSG.8 or an enumeration; 7003 is never raised here. */
  readonly code: 7004;
  readonly detail: string;
  /** The Message ID, if it could be extracted. */
  readonly msgId?: string;
  /** What the body carries, if that could be told. */
  readonly bodyKind?: 'request' | 'response' | 'error';
}

export type DecodedMessage =
  | { readonly ok: true; readonly msg: Msg; readonly unexpectedType: boolean }
  | { readonly ok: false; readonly fault: MessageFault };

/** Builds a Msg with a body; the header's msg_type is taken from the body. */
export function buildMessage(msgId: string, body: NonNullable<MsgInit['body']>): Msg {
  const msg = create(MsgSchema, { header: { msgId }, body });
  if (msg.header) msg.header.msgType = typeOfBody(msg) ?? MsgType.ERROR;
  return msg;
}

/** Bytes of a Msg that we built. */
export function encodeMessage(msg: Msg): Uint8Array<ArrayBuffer> {
  return toBinary(MsgSchema, msg) as Uint8Array<ArrayBuffer>;
}

/** Decodes a Message and holds it against the schema (R-MSG.5 to R-MSG.8, R-ENC.0, R-ENC.3, R-ENC.5). */
export function decodeMessage(bytes: Uint8Array): DecodedMessage {
  const broken = checkSchema(MsgSchema, bytes);
  if (broken) return refused(bytes, `${broken.path || 'the Message'}: ${broken.detail}`);
  let msg: Msg;
  try {
    msg = fromBinary(MsgSchema, bytes, { readUnknownFields: true });
  } catch (error) {
    return refused(bytes, `it can't be decoded (${error instanceof Error ? error.message : String(error)})`);
  }
  if (!msg.header) return refused(bytes, 'the header is missing'); // R-MSG.6
  if (!msg.body) return refused(bytes, 'the body is missing'); // R-MSG.7
  // R-MSG.8. An Error on a Record whose Message could not be read has none to repeat.
  if (msg.header.msgId === '' && msg.body.msgBody.case !== 'error') return refused(bytes, 'the msg_id is missing');
  return { ok: true, msg, unexpectedType: msg.header.msgType !== typeOfBody(msg) }; // R-MSG.10
}

/** The msg_type that a body stands for: the body decides, whatever the header says (R-MSG.10). */
export function typeOfBody(msg: Msg): Header_MsgType | undefined {
  const body = msg.body?.msgBody;
  if (body?.case === 'error') return MsgType.ERROR;
  const name = body?.case === 'request' ? body.value.reqType.case : body?.value?.respType.case;
  return name && bodyTypes[name];
}

type RequestCase = NonNullable<Request['reqType']['case']>;
type ResponseCase = NonNullable<Response['respType']['case']>;

const bodyTypes: Readonly<Record<RequestCase | ResponseCase, Header_MsgType>> = {
  get: MsgType.GET,
  getResp: MsgType.GET_RESP,
  getSupportedDm: MsgType.GET_SUPPORTED_DM,
  getSupportedDmResp: MsgType.GET_SUPPORTED_DM_RESP,
  getInstances: MsgType.GET_INSTANCES,
  getInstancesResp: MsgType.GET_INSTANCES_RESP,
  set: MsgType.SET,
  setResp: MsgType.SET_RESP,
  add: MsgType.ADD,
  addResp: MsgType.ADD_RESP,
  delete: MsgType.DELETE,
  deleteResp: MsgType.DELETE_RESP,
  operate: MsgType.OPERATE,
  operateResp: MsgType.OPERATE_RESP,
  notify: MsgType.NOTIFY,
  notifyResp: MsgType.NOTIFY_RESP,
  getSupportedProtocol: MsgType.GET_SUPPORTED_PROTO,
  getSupportedProtocolResp: MsgType.GET_SUPPORTED_PROTO_RESP,
  register: MsgType.REGISTER,
  registerResp: MsgType.REGISTER_RESP,
  deregister: MsgType.DEREGISTER,
  deregisterResp: MsgType.DEREGISTER_RESP,
};

function refused(bytes: Uint8Array, detail: string): DecodedMessage {
  return { ok: false, fault: { code: 7004, detail, ...salvage(bytes) } };
}

/** Reads msg_id and the kind of body from a damaged Message as far as its bytes still allow. */
function salvage(bytes: Uint8Array): Pick<MessageFault, 'msgId' | 'bodyKind'> {
  const found: { msgId?: string; bodyKind?: 'request' | 'response' | 'error' } = {};
  try {
    for (const field of readFields(bytes)) {
      if (field.wireType !== wireTypes.lengthDelimited) continue;
      if (field.number === 1) {
        for (const inner of readFields(bytes, field.valueStart, field.end)) {
          if (inner.number !== 1 || inner.wireType !== wireTypes.lengthDelimited) continue;
          const text = getTextEncoding().decodeUtf8(bytes.subarray(inner.valueStart, inner.end), true);
          if (text !== '') found.msgId = text;
        }
      } else if (field.number === 2) {
        for (const inner of readFields(bytes, field.valueStart, field.end)) {
          const kind = bodyKinds.get(inner.number);
          if (kind) found.bodyKind = kind;
        }
      }
    }
  } catch {
    // Damaged from here on; what was found before counts.
  }
  return found;
}

const bodyKinds = new Map<number, 'request' | 'response' | 'error'>([
  [1, 'request'],
  [2, 'response'],
  [3, 'error'],
]);
