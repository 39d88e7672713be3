/** What of a written message the receiver has to refuse: told while it is written, never forbidden. */
import { Problems, type Span, type WrittenMessage, type WrittenProblem } from './written.ts';

/** Warnings on oneofs and on fields that are there more than once, all the way down (R-ENC.3). */
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
  for (const oneof of message.schema?.oneofs ?? []) {
    if (members.has(oneof.name)) continue;
    const names = oneof.fields.map((field) => field.name).join(', ');
    problems.warn(at, `${message.schema?.name ?? 'It'} needs one of: ${names} (R-ENC.3).`);
  }
}
