/**
 * Which entry answers which, and which OperationComplete ends which Operate: from what passed alone, in both
 * directions. Between two Endpoints a msg_id names a request until it is used again (R-MSG.9); what is remembered is
 * bounded, so an answer that comes after very many others has lost its request.
 */
import type { Msg } from '../usp/message/message.ts';
import type { LogEntry } from './entry.ts';
import type { NotifyBody, RequestType, ResponseType } from './message-facts.ts';
import { Recent } from './recent.ts';

const bounds = { requests: 10_000, commands: 2_000, runs: 100, subscriptions: 100 };
/** Characters; a Message with a longer msg_id is paired with nothing. */
const longestId = 1_000;

export type Links = Pick<LogEntry, 'answers' | 'operation' | 'roundTrip' | 'repeats'>;

/** A Message as it passed. */
export interface PassedMessage {
  readonly seq: number;
  readonly time: number;
  readonly from: string;
  readonly to: string;
  readonly msg: Msg;
}

interface Asked {
  readonly seq: number;
  readonly time: number;
  readonly kind: RequestType['case'];
  /** Of an Operate. */
  readonly commandKey: string;
  /** Of an OperationComplete: its Operate. */
  readonly operation: number | undefined;
  answered: boolean;
}

/** One run of an asynchronous command. */
interface Run {
  readonly seq: number;
  readonly time: number;
  /** Each Subscription tells of the same end once. */
  readonly toldTo: Set<string>;
}

type OperationComplete = Extract<NotifyBody['notification'], { case: 'operComplete' }>['value'];
type OperateResp = Extract<ResponseType, { case: 'operateResp' }>['value'];

export class Pairing {
  readonly #asked = new Recent<string, Asked>(bounds.requests);
  readonly #runs = new Recent<string, Run[]>(bounds.commands);

  /** Takes a Message in the order of the log; returns what it belongs to. */
  take(message: PassedMessage): Links {
    const { msg, from, to } = message;
    const body = msg.body?.msgBody;
    const msgId = msg.header?.msgId ?? '';
    if (msgId.length > longestId) return {};
    if (body?.case === 'request') return this.#request(message, msgId, body.value.reqType);
    // An Error on what could not be read has no msg_id to repeat (R-MTP.5).
    if (!body?.case || msgId === '') return {};
    const asked = this.#asked.get(key(to, from, msgId));
    if (!asked) return {};
    asked.answered = true;
    if (body.case === 'response' && body.value.respType.case === 'operateResp') {
      this.#operateAnswered(message, asked, body.value.respType.value);
    }
    return { answers: asked.seq, roundTrip: message.time - asked.time };
  }

  #request({ seq, time, from, to }: PassedMessage, msgId: string, request: RequestType): Links {
    const name = key(from, to, msgId);
    const before = this.#asked.get(name);
    if (before && !before.answered && before.kind === request.case) {
      this.#asked.set(name, { ...before, seq, time });
      return { repeats: before.seq, ...(before.operation !== undefined && { operation: before.operation }) };
    }
    const links = this.#ended(request, from, to, time);
    const commandKey = request.case === 'operate' ? request.value.commandKey : '';
    this.#asked.set(name, { seq, time, kind: request.case, commandKey, operation: links.operation, answered: false });
    // Its end may come before its answer, or without one (send_resp).
    if (request.case === 'operate') this.#begin(key(to, from, request.value.command, commandKey), seq, time);
    return links;
  }

  /** Which commands the Agent took on: those alone have a Request object and an OperationComplete. */
  #operateAnswered({ from, to }: PassedMessage, { seq, time, commandKey }: Asked, response: OperateResp): void {
    for (const { executedCommand, operationResp } of response.operationResults) {
      const name = key(from, to, executedCommand, commandKey);
      if (operationResp.case === 'reqObjPath') this.#begin(name, seq, time);
      else
        this.#runs.set(
          name,
          (this.#runs.get(name) ?? []).filter((run) => run.seq !== seq),
        );
    }
  }

  #begin(name: string, seq: number, time: number): void {
    const runs = this.#runs.get(name) ?? [];
    if (runs.some((run) => run.seq === seq)) return;
    this.#runs.set(name, [...runs, { seq, time, toldTo: new Set<string>() }].slice(-bounds.runs));
  }

  #ended(request: RequestType, from: string, to: string, time: number): Links {
    if (request.case !== 'notify') return {};
    const { subscriptionId, notification } = request.value;
    if (notification.case !== 'operComplete') return {};
    const run = this.#runOf(notification.value, subscriptionId, from, to);
    if (!run) return {};
    if (run.toldTo.size < bounds.subscriptions) run.toldTo.add(subscriptionId);
    return { operation: run.seq, roundTrip: time - run.time };
  }

  /** The oldest run that this Subscription was not told of; where all were, the newest: it is told again. */
  #runOf(complete: OperationComplete, subscriptionId: string, from: string, to: string): Run | undefined {
    const name = key(from, to, complete.objPath + complete.commandName, complete.commandKey);
    const runs = this.#runs.get(name) ?? [];
    return runs.find((run) => !run.toldTo.has(subscriptionId)) ?? runs.at(-1);
  }
}

function key(from: string, to: string, ...parts: readonly string[]): string {
  return JSON.stringify([from, to, ...parts]);
}
