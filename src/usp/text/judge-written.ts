/** What of a written message the receiver has to refuse: told while it is written, never forbidden. */
import type { DescMessage } from '@bufbuild/protobuf';
import { MsgSchema } from '../../gen/usp-msg_pb.ts';
import { RecordSchema } from '../../gen/usp-record_pb.ts';
import { Problems, type Span, type WrittenField, type WrittenMessage, type WrittenProblem } from './written.ts';

type WantedField = readonly [field: string, requirement: string];

/** What the standard wants to be there though the schema does not say so. */
const wanted: ReadonlyMap<DescMessage, readonly WantedField[]> = new Map<DescMessage, readonly WantedField[]>([
  [
    MsgSchema,
    [
      ['header', 'R-MSG.6'],
      ['body', 'R-MSG.7'],
    ],
  ],
  [
    RecordSchema,
    [
      ['version', 'R-ENC.1'],
      ['to_id', 'R-ENC.1'],
      ['from_id', 'R-ENC.1'],
    ],
  ],
]);

/** Warnings on what is missing, on oneofs and on fields that are there more than once, all the way down (R-ENC.3). */
export function judgeWritten(message: WrittenMessage): readonly WrittenProblem[] {
  const problems = new Problems();
  judge(message, message.span, problems);
  return problems.list;
}

function judge(message: WrittenMessage, at: Span, problems: Problems): void {
  const members = new Map<string, string>();
  const seen = new Set<number>();
  for (const { field, number, name, value } of message.fields) {
    const before = field?.oneof && members.get(field.oneof.name);
    if (before !== undefined && field?.oneof) {
      problems.warn(name, `Of ${field.oneof.name} only one may be there, and ${before} is already (R-ENC.3).`);
    } else if (field && field.fieldKind !== 'list' && seen.has(number)) {
      problems.warn(name, `${field.name} is there already.`);
    }
    if (field?.oneof) members.set(field.oneof.name, field.name);
    seen.add(number);
    if (value.kind === 'message') judge(value.message, name, problems);
  }
  for (const [missing, requirement] of (message.schema && wanted.get(message.schema)) ?? []) {
    if (message.fields.some(({ field }) => field?.name === missing)) continue;
    problems.warn(at, `${message.schema?.name ?? 'It'} needs ${missing} (${requirement}).`);
  }
  if (message.schema === MsgSchema) judgeMsgId(message, problems);
  for (const oneof of message.schema?.oneofs ?? []) {
    if (members.has(oneof.name)) continue;
    const names = oneof.fields.map((field) => field.name).join(', ');
    problems.warn(at, `${message.schema?.name ?? 'It'} needs one of: ${names} (R-ENC.3).`);
  }
}

/** Only an Error on a Record whose Message could not be read has no msg_id to repeat (R-MSG.8). */
function judgeMsgId(msg: WrittenMessage, problems: Problems): void {
  const header = msg.fields.find(({ field }) => field?.name === 'header');
  if (!header || has(header, 'msg_id')) return;
  const body = msg.fields.find(({ field }) => field?.name === 'body');
  if (body && has(body, 'error')) return;
  problems.warn(header.name, 'Header needs msg_id (R-MSG.8).');
}

function has({ value }: WrittenField, name: string): boolean {
  return value.kind === 'message' && value.message.fields.some(({ field }) => field?.name === name);
}
