/** Comparisons as files: CSV for a spreadsheet, JSON for a programme. */
import { csvText } from '../csv.ts';
import { judged, type Comparison } from './compare.ts';
import type { SideBySide } from './compare-devices.ts';
import type { Unsupported } from './unsupported.ts';

export function comparisonCsv({ findings }: Comparison): string {
  return csvText([
    ['Path', 'Object', 'Finding', 'Device', 'Standard'],
    ...findings.map(({ path, object, kind, device, standard }) => [path, object, kind, device ?? '', standard ?? '']),
  ]);
}

export function summaryCsv({ objects }: Comparison): string {
  return csvText([
    [
      'Object',
      'In the standard',
      'Members of the device',
      'Of these the standard’s',
      'Members of the standard',
      'Findings',
    ],
    ...objects.map(({ path, inStandard, supported, standard, possible, findings }) => [
      path,
      inStandard ? 'yes' : 'no',
      ...[supported, standard, possible, findings].map(String),
    ]),
  ]);
}

export function unsupportedCsv(missing: readonly Unsupported[]): string {
  return csvText([
    ['Path', 'Kind', 'Type', 'Access', 'Status', 'Only in the file'],
    ...missing.map(({ path, kind, type, access, status, added }) => [
      path,
      kind,
      type,
      access,
      status,
      added ? 'yes' : 'no',
    ]),
  ]);
}

/** @param about what was compared, e.g. the device's Endpoint ID and the data model's name. */
export function comparisonJson(
  { findings, objects, totals }: Comparison,
  notOnDevice: readonly Unsupported[],
  about: Readonly<Record<string, string>>,
): string {
  const missingMeans = judged.join('; ');
  const all = { about, missingMeans, totals: Object.fromEntries(totals), objects, findings, notOnDevice };
  return `${JSON.stringify(all, null, 2)}\n`;
}

export function sideBySideCsv(rows: readonly SideBySide[], one: string, other: string): string {
  return csvText([
    ['Path', one, other, 'Standard'],
    ...rows.map((row) => [row.path, row.one ?? '', row.other ?? '', row.standard ?? '']),
  ]);
}

export function sideBySideJson(rows: readonly SideBySide[], one: string, other: string): string {
  return `${JSON.stringify({ one, other, differences: rows }, null, 2)}\n`;
}
