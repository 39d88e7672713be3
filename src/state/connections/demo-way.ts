/** How bad the way to the demo device is, as a form holds it. Pure. */
import type { ConnectionConfig, DemoLink, SessionMode } from '../../worker/port.ts';
import { recordSizeOf } from './connection-fields.ts';
import { recordSizeProblem } from './connection-rules.ts';
import { fastestRate, longestDelay } from './connection-schema.ts';

export interface DemoWayFields extends Record<keyof DemoLink, string> {
  session: SessionMode;
  maxRecordSize: string;
}

const shares = ['loss', 'duplicate', 'reorder', 'cut'] as const;

export function demoWayOf({ session, maxRecordSize, mtp }: ConnectionConfig): DemoWayFields {
  const link = mtp.kind === 'demo' ? mtp.link : undefined;
  const text = (name: keyof DemoLink) => String(link?.[name] ?? '');
  return {
    session,
    maxRecordSize: String(maxRecordSize ?? ''),
    loss: text('loss'),
    duplicate: text('duplicate'),
    reorder: text('reorder'),
    cut: text('cut'),
    delay: text('delay'),
    rate: text('rate'),
  };
}

/** What is wrong, by the field it concerns. */
export function checkDemoWay(fields: DemoWayFields): ReadonlyMap<keyof DemoWayFields, string> {
  const problems = new Map<keyof DemoWayFields, string>();
  for (const name of shares) {
    const share = numberOf(fields[name]);
    if (!(share >= 0 && share <= 1)) problems.set(name, 'Enter a share from 0 (never) to 1 (always).');
  }
  const delay = numberOf(fields.delay);
  if (!Number.isInteger(delay) || delay < 0 || delay > longestDelay) {
    problems.set('delay', `Enter whole milliseconds from 0 to ${longestDelay.toLocaleString('en')}.`);
  }
  const rate = numberOf(fields.rate);
  if (!Number.isInteger(rate) || rate < 0 || rate > fastestRate) {
    problems.set('rate', `Enter whole bytes from 0 to ${fastestRate.toLocaleString('en')}; 0 is no limit.`);
  }
  const record = recordSizeProblem(fields);
  if (record) problems.set('maxRecordSize', record);
  return problems;
}

/** The connection with what fields without a problem say. */
export function withDemoWay(config: ConnectionConfig, fields: DemoWayFields): ConnectionConfig {
  const { maxRecordSize: _, mtp, ...rest } = config;
  if (mtp.kind !== 'demo') return config;
  const link: DemoLink = Object.fromEntries(
    [...shares, 'delay' as const, 'rate' as const]
      .map((name) => [name, numberOf(fields[name])] as const)
      .filter(([, value]) => value > 0),
  );
  const maxRecordSize = recordSizeOf(fields);
  return {
    ...rest,
    session: fields.session,
    ...(maxRecordSize !== undefined && { maxRecordSize }),
    mtp: { kind: 'demo', size: mtp.size, ...(Object.keys(link).length > 0 && { link }) },
  };
}

/** Nothing is 0. */
function numberOf(text: string): number {
  return text.trim() === '' ? 0 : Number(text);
}
