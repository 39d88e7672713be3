/** Rules on what two Endpoints say to each other: connect Records, Requests and their answers. */
import { Recent } from '../recent.ts';
import type { Finding } from './finding.ts';
import { quote, toFinding, type Hit, type LintedMessage, type LintedRecord, type RuleWords } from './rule.ts';
import { streamRules as rules } from './stream-rules.ts';

const bounds = { pairs: 1_000, open: 2_000, closed: 2_000, connections: 50, paths: 1_000, pathText: 100_000 };
/** Characters. Nothing is held against a Message with a longer msg_id; of a subscription_id no more are compared. */
const longestId = 1_000;

/** Milliseconds until a Request counts as unanswered. */
const patience = { notify: 30_000, other: 120_000 };

/** A Request that has been seen. */
interface Asked {
  readonly seq: number;
  readonly time: number;
  readonly kind: string;
  readonly recordType: string | undefined;
  readonly wantsAnswer: boolean;
  readonly subscriptionId: string;
  /** Undefined where they are too many to be kept. */
  readonly paths: ReadonlySet<string> | undefined;
}

class Pair {
  /** Connections on which a connect Record has passed, or whose lack has been told. */
  readonly greeted = new Recent<string, boolean>(bounds.connections);
  /** By who asks and msg_id, oldest first. */
  readonly open = new Map<string, Asked>();
  /** Those that have had an answer, wait for none, or were given up. */
  readonly closed = new Recent<string, Asked>(bounds.closed);
}

export class Conversation {
  readonly #pairs = new Recent<string, Pair>(bounds.pairs);
  /** Our own Endpoint IDs, as our own Records say them. */
  readonly #ours = new Recent<string, string>(bounds.connections);

  take(record: LintedRecord): Finding[] {
    const findings: Finding[] = [];
    const tell = (rule: RuleWords, hit: Hit) => findings.push(toFinding(rule, hit, record));
    if (this.#isForUs(record, tell)) {
      const pair = this.#pair(record);
      checkConnect(pair, record, tell);
      checkUnanswered(pair, record, tell);
      const { message } = record;
      if (!message?.form || message.msgId.length > longestId) return findings;
      if (message.form === 'request') takeRequest(pair, record, message, tell);
      else takeAnswer(pair, record, message, tell);
    }
    return findings;
  }

  #isForUs({ direction, connection, from, to, reader }: LintedRecord, tell: Tell): boolean {
    if (direction === 'out') this.#ours.set(connection, from);
    const ours = this.#ours.get(connection);
    if (direction === 'out' || ours === undefined || to === ours) return true;
    tell(rules.notOurs, { words: `to_id is ${quote(to)}, not ${quote(ours)}.`, field: reader.child(-1, 'to_id') });
    return false;
  }

  #pair({ from, to }: LintedRecord): Pair {
    const name = from < to ? `${from}\n${to}` : `${to}\n${from}`;
    let pair = this.#pairs.get(name);
    if (!pair) this.#pairs.set(name, (pair = new Pair()));
    return pair;
  }
}

type Tell = (rule: RuleWords, hit: Hit) => void;

const connectTypes = { websocket: 'websocket_connect', mqtt: 'mqtt_connect' } as const;

function checkConnect(pair: Pair, record: LintedRecord, tell: Tell): void {
  const { type, connection, mtp, content } = record;
  if (type?.endsWith('_connect')) {
    pair.greeted.set(connection, true);
    const wanted = mtp === undefined || mtp === 'memory' ? undefined : connectTypes[mtp];
    if (wanted !== undefined && wanted !== type) {
      tell(rules.connectType, { words: `${type} over ${String(mtp)}, which wants ${wanted}.`, field: content });
    }
  } else if (type === 'disconnect') {
    pair.greeted.set(connection, false);
  } else if (!pair.greeted.get(connection)) {
    pair.greeted.set(connection, true);
    tell(rules.noConnect, { words: 'No connect Record was seen before this Record.' });
  }
}

/** Requests that nobody has answered are told once, with the next Record between the two. */
function checkUnanswered(pair: Pair, record: LintedRecord, tell: Tell): void {
  const answered = record.message && record.message.form !== 'request' ? record.message.msgId : undefined;
  for (const [key, asked] of pair.open) {
    const waited = record.time - asked.time;
    if (waited < patience.notify) return;
    const isAnswered = answered !== undefined && key === keyOf(record.to, answered);
    if (isAnswered || waited < (asked.kind === 'notify' ? patience.notify : patience.other)) continue;
    pair.open.delete(key);
    pair.closed.set(key, asked);
    const seconds = String(Math.floor(waited / 1_000));
    const words = `The ${asked.kind} of entry ${String(asked.seq)} has had no answer for ${seconds} seconds.`;
    tell(rules.unanswered, { words, entry: asked.seq });
  }
}

function takeRequest(pair: Pair, record: LintedRecord, message: LintedMessage, tell: Tell): void {
  const { reader, content, kind, header, msgId } = message;
  if (content === undefined || kind === undefined || msgId === '') return;
  const key = keyOf(record.from, msgId);
  const before = pair.open.get(key);
  if (before) {
    const words = `The msg_id is that of entry ${String(before.seq)}, which is still open.`;
    const field = header === undefined ? undefined : reader.child(header, 'msg_id');
    tell(rules.duplicateMsgId, { words, field, message, entry: before.seq });
    return;
  }
  const asked: Asked = {
    seq: record.seq,
    time: record.time,
    kind,
    recordType: record.type,
    wantsAnswer: wantsAnswer(message, content),
    subscriptionId: kind === 'notify' ? shortened(reader.textOf(content, 'subscription_id')) : '',
    paths: pathsAsked(message, content),
  };
  if (!asked.wantsAnswer) {
    pair.closed.set(key, asked);
    return;
  }
  pair.open.set(key, asked);
  if (pair.open.size <= bounds.open) return;
  for (const oldest of pair.open.keys()) {
    pair.open.delete(oldest);
    break;
  }
}

function takeAnswer(pair: Pair, record: LintedRecord, message: LintedMessage, tell: Tell): void {
  const { reader, content, kind, header, msgId } = message;
  if (content === undefined || kind === undefined || msgId === '') return;
  const key = keyOf(record.to, msgId);
  const open = pair.open.get(key);
  const asked = open ?? pair.closed.get(key);
  const idField = header === undefined ? undefined : reader.child(header, 'msg_id');
  if (!asked) {
    tell(rules.unknownMsgId, {
      words: `No Request with the msg_id ${quote(msgId)} was seen.`,
      field: idField,
      message,
    });
    return;
  }
  pair.open.delete(key);
  pair.closed.set(key, asked);
  const about = { message, entry: asked.seq };
  if (!asked.wantsAnswer && !mayAnswerUnasked(asked, message, content)) {
    const words = `Entry ${String(asked.seq)} asked for no answer.`;
    const requirement = asked.kind === 'operate' ? 'R-OPR.4' : rules.unwanted.requirement;
    tell({ ...rules.unwanted, requirement }, { words, field: content, ...about });
  }
  if (asked.recordType !== record.type) {
    const words = `The Request came in ${asked.recordType ?? 'nothing'}, its answer in ${record.type ?? 'nothing'}.`;
    tell(rules.recordType, { words, field: record.content, entry: asked.seq });
  }
  if (kind === 'error') {
    if (asked.kind === 'deregister')
      tell(rules.deregisterError, { words: 'An Error to a Deregister.', field: content, ...about });
    return;
  }
  if (kind !== `${asked.kind}_resp`) {
    tell(rules.wrongType, { words: `${kind} answers a ${asked.kind}.`, field: content, ...about });
    return;
  }
  if (kind === 'notify_resp' && shortened(reader.textOf(content, 'subscription_id')) !== asked.subscriptionId) {
    const words = `subscription_id is not ${quote(asked.subscriptionId)}, as in the Notify.`;
    tell(rules.subscription, { words, field: reader.child(content, 'subscription_id') ?? content, ...about });
  }
  checkResults(asked, message, content, tell);
}

/** An Operate that wants no answer may be told of what failed all the same (R-OPR.4), a Notify of nothing (R-NOT.8). */
function mayAnswerUnasked({ kind: request }: Asked, { reader, kind }: LintedMessage, content: number): boolean {
  if (request !== 'operate' || kind === 'error') return request === 'operate';
  for (const result of reader.all(content, 'operation_results')) {
    if (reader.child(result, 'cmd_failure') !== undefined) return true;
  }
  return false;
}

/** By the kind of Request: where its paths are, and where the paths of the results. */
const pathFields = new Map<string, readonly [asked: readonly string[], results: readonly [string, string]]>([
  ['get', [['param_paths'], ['req_path_results', 'requested_path']]],
  ['get_instances', [['obj_paths'], ['req_path_results', 'requested_path']]],
  ['get_supported_dm', [['obj_paths'], ['req_obj_results', 'req_obj_path']]],
  [
    'set',
    [
      ['update_objs', 'obj_path'],
      ['updated_obj_results', 'requested_path'],
    ],
  ],
  [
    'add',
    [
      ['create_objs', 'obj_path'],
      ['created_obj_results', 'requested_path'],
    ],
  ],
  ['delete', [['obj_paths'], ['deleted_obj_results', 'requested_path']]],
  [
    'register',
    [
      ['reg_paths', 'path'],
      ['registered_path_results', 'requested_path'],
    ],
  ],
  ['deregister', [['paths'], ['deregistered_path_results', 'requested_path']]],
]);

function pathsAsked({ reader, kind = '' }: LintedMessage, content: number): Set<string> | undefined {
  const [list = '', inner] = pathFields.get(kind)?.[0] ?? [];
  const paths = new Set<string>();
  let characters = 0;
  for (const field of reader.all(content, list)) {
    const path = inner === undefined ? reader.text(field) : reader.textOf(field, inner);
    paths.add(path);
    characters += path.length;
    if (paths.size > bounds.paths || characters > bounds.pathText) return undefined;
  }
  return paths;
}

function checkResults(asked: Asked, message: LintedMessage, content: number, tell: Tell): void {
  const { reader } = message;
  const fields = pathFields.get(asked.kind);
  if (!fields || !asked.paths) return;
  const [list, name] = fields[1];
  const about = { message, entry: asked.seq };
  const seen = new Set<string>();
  for (const result of reader.all(content, list)) {
    const path = reader.textOf(result, name);
    seen.add(path);
    if (asked.paths.has(path)) continue;
    const words = `${quote(path)} was not in the Request.`;
    tell(rules.unrequested, { words, field: reader.child(result, name) ?? result, ...about });
  }
  // A Response of more fields than were listed may have the rest of its results among the others.
  if (reader.map.kinds.some(({ type }) => type === 'rest' || type === 'damage')) return;
  for (const path of asked.paths) {
    if (!seen.has(path))
      tell(rules.missingResult, { words: `There is no result for ${quote(path)}.`, field: content, ...about });
  }
}

function wantsAnswer({ reader, kind }: LintedMessage, content: number): boolean {
  return (kind !== 'notify' && kind !== 'operate') || reader.amountOf(content, 'send_resp') !== 0n;
}

function shortened(id: string): string {
  return id.slice(0, longestId);
}

function keyOf(asker: string, msgId: string): string {
  return `${asker}\n${msgId}`;
}
