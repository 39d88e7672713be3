/** Rules on one Message, whatever else has passed. */
import { describeErrorCode } from '../../usp/error-codes.ts';
import { parsePath, pathTarget } from '../../usp/path.ts';
import { onMessage, quote, within, type LintedMessage, type Rule } from './rule.ts';

/** Characters of a msg_id that everyone can be expected to keep. */
const longestMsgId = 256;

/** Path Names that an Agent reports of its instantiated data model, by the message that they are in. */
const reported = new Set([
  'usp.GetResp.ResolvedPathResult resolved_path',
  'usp.GetInstancesResp.CurrInstance instantiated_obj_path',
  'usp.AddResp.CreatedObjectResult.OperationStatus.OperationSuccess instantiated_path',
  'usp.SetResp.UpdatedInstanceResult affected_path',
  'usp.SetResp.UpdatedInstanceFailure affected_path',
  'usp.DeleteResp.DeletedObjectResult.OperationStatus.OperationSuccess affected_paths',
  'usp.DeleteResp.UnaffectedPathError unaffected_path',
  'usp.OperateResp.OperationResult req_obj_path',
  'usp.Notify.Event obj_path',
  'usp.Notify.ValueChange param_path',
  'usp.Notify.ObjectCreation obj_path',
  'usp.Notify.ObjectDeletion obj_path',
  'usp.Notify.OperationComplete obj_path',
]);

/** Path Names that a Controller asks with, and the other Path Names of an Agent. What only repeats them is not here. */
const asked = new Set([
  'usp.Get param_paths',
  'usp.GetInstances obj_paths',
  'usp.GetSupportedDM obj_paths',
  'usp.Set.UpdateObject obj_path',
  'usp.Add.CreateObject obj_path',
  'usp.Delete obj_paths',
  'usp.Operate command',
]);
const supported = new Set([
  'usp.GetSupportedDMResp.SupportedObjectResult supported_obj_path',
  'usp.GetSupportedDMResp.SupportedObjectResult divergent_paths',
  'usp.Register.RegistrationPath path',
  'usp.Deregister paths',
]);

const objectPaths = new Set([
  'usp.GetResp.ResolvedPathResult resolved_path',
  'usp.GetInstancesResp.CurrInstance instantiated_obj_path',
  'usp.AddResp.CreatedObjectResult.OperationStatus.OperationSuccess instantiated_path',
  'usp.Set.UpdateObject obj_path',
  'usp.Add.CreateObject obj_path',
]);

interface PathAt {
  readonly field: number;
  readonly place: string;
  readonly text: string;
}

/** The Path Names in a Message, each with the message and the name of its field. */
function* pathsIn({ reader, root }: LintedMessage): Generator<PathAt> {
  for (const field of within(reader, root)) {
    const { type, name } = reader.kind(field);
    if (type !== 'string' || name === undefined) continue;
    const place = `${reader.kind(reader.parent(field)).typeName} ${name}`;
    if (reported.has(place) || asked.has(place) || supported.has(place))
      yield { field, place, text: reader.text(field) };
  }
}

/** White space beside an operator, outside of quotes. */
const looseOperator = /\s(?:==|!=|<=|>=|~=|<|>|&&)|(?:==|!=|<=|>=|~=|<|>|&&)\s/;

export const messageRules: readonly Rule[] = [
  {
    id: 'header',
    requirement: 'R-MSG.6',
    severity: 'error',
    asks: 'A Message has exactly one header.',
    *check({ message }) {
      if (message) yield* exactlyOne(message, 'header');
    },
  },
  {
    id: 'body',
    requirement: 'R-MSG.7',
    severity: 'error',
    asks: 'A Message has exactly one body.',
    *check({ message }) {
      if (message) yield* exactlyOne(message, 'body');
    },
  },
  onMessage(
    { id: 'msg-id', requirement: 'R-MSG.8', severity: 'error', asks: 'A Message has a msg_id.' },
    function* ({ header, msgId, form }) {
      // An Error on a Record whose Message could not be read has none to repeat.
      if (header === undefined || msgId !== '' || form === 'error') return;
      yield { words: 'msg_id is missing.', field: header };
    },
  ),
  onMessage(
    {
      id: 'msg-id-long',
      severity: 'info',
      asks: `A msg_id is short: beyond ${String(longestMsgId)} characters some cut it.`,
    },
    function* ({ reader, header, msgId }) {
      if (header === undefined || msgId.length <= longestMsgId) return;
      yield {
        words: `msg_id has ${msgId.length.toLocaleString('en')} characters.`,
        field: reader.child(header, 'msg_id'),
      };
    },
  ),
  onMessage(
    { id: 'msg-type-missing', requirement: 'R-MSG.10', severity: 'error', asks: 'A Message has a msg_type.' },
    function* ({ reader, header, kind }) {
      // ERROR is 0, which protobuf leaves out.
      if (header === undefined || kind === undefined || kind === 'error') return;
      if (reader.child(header, 'msg_type') === undefined) yield { words: 'msg_type is missing.', field: header };
    },
  ),
  onMessage(
    {
      id: 'msg-type-differs',
      requirement: 'R-MSG.10',
      severity: 'warning',
      asks: 'The msg_type is that of the body; where it differs, the body counts.',
    },
    function* ({ reader, header, kind }) {
      const field = header === undefined ? undefined : reader.child(header, 'msg_type');
      if (field === undefined || kind === undefined || reader.enumName(field) === msgTypeOf(kind)) return;
      yield { words: `msg_type is ${reader.enumName(field)}, but the body is ${msgTypeOf(kind)}.`, field };
    },
  ),
  onMessage(
    { id: 'path-syntax', requirement: 'R-ARC.7', severity: 'error', asks: 'A Path Name keeps to its grammar.' },
    function* (message) {
      for (const { field, text } of pathsIn(message)) {
        const parsed = parsePath(text);
        if (!parsed.ok) yield { words: `${quote(text)} is no Path Name: ${parsed.problem}`, field };
      }
    },
  ),
  onMessage(
    {
      id: 'path-kind',
      requirement: 'R-ARC.7',
      severity: 'error',
      asks: 'Where an object is meant the Path Name ends in ".", where a command in "()".',
    },
    function* (message) {
      for (const { field, place, text } of pathsIn(message)) {
        const parsed = parsePath(text);
        if (!parsed.ok) continue;
        if (objectPaths.has(place) && !parsed.path.endsInDot) {
          yield { words: `${quote(text)} is not the path of an object: it does not end in ".".`, field };
        }
        if (place === 'usp.Operate command' && pathTarget(parsed.path) !== 'command') {
          yield { words: `${quote(text)} is not the path of a command: it does not end in "()".`, field };
        }
      }
    },
  ),
  onMessage(
    {
      id: 'key-addressed',
      requirement: 'R-MSG.3',
      severity: 'error',
      asks: 'Path Names from an Agent have instance numbers, neither keys nor searches.',
    },
    function* (message) {
      for (const { field, place, text } of pathsIn(message)) {
        if (!reported.has(place)) continue;
        const parsed = parsePath(text);
        const loose = parsed.ok && parsed.path.segments.some(({ type }) => type !== 'name' && !isPlain(type));
        if (loose) yield { words: `${quote(text)} is not addressed by instance numbers.`, field };
      }
    },
  ),
  onMessage(
    {
      id: 'operator-space',
      requirement: 'R-ARC.9b',
      severity: 'warning',
      asks: 'No white space stands beside an operator of a search expression.',
    },
    function* (message) {
      for (const { field, place, text } of pathsIn(message)) {
        if (!asked.has(place) || !text.includes('[')) continue;
        const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
        if (looseOperator.test(bare)) yield { words: `White space beside an operator in ${quote(text)}.`, field };
      }
    },
  ),
  onMessage(
    {
      id: 'registered-path',
      requirement: 'R-REG.2',
      severity: 'error',
      asks: 'A path to be registered has no instance numbers and no {i}.',
    },
    function* (message) {
      for (const { field, place, text } of pathsIn(message)) {
        if (place !== 'usp.Register.RegistrationPath path') continue;
        const parsed = parsePath(text);
        const bad = parsed.ok && parsed.path.segments.some(({ type }) => type === 'instance' || type === 'placeholder');
        if (bad) yield { words: `${quote(text)} names instances.`, field };
      }
    },
  ),
  onMessage(
    {
      id: 'subscription-id',
      requirement: 'R-NOT.7',
      severity: 'error',
      asks: 'A Notify says which Subscription it is for; an OnBoardRequest has none.',
    },
    function* ({ reader, kind, content }) {
      if (kind !== 'notify' || content === undefined || reader.textOf(content, 'subscription_id') !== '') return;
      if (reader.child(content, 'on_board_req') !== undefined) return;
      yield { words: 'subscription_id is empty.', field: content };
    },
  ),
  onMessage(
    {
      id: 'error-code',
      requirement: 'R-ENC.0',
      severity: 'warning',
      asks: 'An error has a code of the standard or one that the standard leaves to others.',
    },
    function* ({ reader, root, kind, content }) {
      if (kind === 'error' && content !== undefined && reader.amountOf(content, 'err_code') === 0n) {
        yield { words: 'The Error has no err_code.', field: content };
      }
      for (const field of within(reader, root)) {
        const { name, type } = reader.kind(field);
        if (name !== 'err_code' || type !== 'fixed32') continue;
        const code = Number(reader.amount(field));
        if (code === 0 || describeErrorCode(code).family !== 'unknown') continue;
        yield { words: `err_code ${String(code)} is none that the standard knows.`, field };
      }
    },
  ),
];

function isPlain(type: string): boolean {
  return type === 'instance' || type === 'parameter' || type === 'command' || type === 'event';
}

function* exactlyOne(message: LintedMessage, name: 'header' | 'body') {
  const fields = [...message.reader.all(message.root, name)];
  if (fields.length === 0) yield { words: `The ${name} is missing.`, message };
  for (const field of fields.slice(1)) yield { words: `A second ${name}.`, field, message };
}

/** The msg_type that a body's member stands for: `get_supported_protocol_resp` is GET_SUPPORTED_PROTO_RESP. */
export function msgTypeOf(kind: string): string {
  return kind.replace('get_supported_protocol', 'get_supported_proto').toUpperCase();
}
