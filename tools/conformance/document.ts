/** Writes docs/conformance.md from the list of requirements and the claims of the tests. */
import type { Claim } from './titles.ts';

export interface Requirement {
  readonly id: string;
  readonly how: string;
  readonly gist: string;
}

/** Reads tools/requirements.tsv: `#` begins a comment line, the first line else names the columns. */
export function readRequirements(text: string): Requirement[] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.slice(1).map((line) => {
    const [id = '', how = '', gist = ''] = line.split('\t');
    return { id, how, gist };
  });
}

/** Ids that a test names and the list does not have. */
export function unknownIds(requirements: readonly Requirement[], claims: readonly Claim[]): string[] {
  const known = new Set(requirements.map(({ id }) => id));
  return claims.flatMap(({ file, title, ids }) =>
    ids.filter((id) => !known.has(id)).map((id) => `${id} in ${file}: ${title}`),
  );
}

export function writeDocument(requirements: readonly Requirement[], claims: readonly Claim[]): string {
  const shown = requirements.map((requirement) => ({
    ...requirement,
    tests: claims.filter(({ ids }) => ids.includes(requirement.id)).map(({ file, title }) => `${file}: ${title}`),
  }));
  const open = shown.filter(({ tests }) => tests.length === 0);
  const lines = [
    '# Conformance',
    '',
    '<!-- Made by `npm run conformance` from tools/requirements.tsv and the titles of the tests. -->',
    '',
    'Which tests show which requirement of TR-369 (USP 1.4) that binds a Controller. A test names the requirements that',
    'it shows in its title.',
    '',
    '- **code**: our code does it.',
    '- **browser**: the browser does it; a test shows that it does.',
    '- **limit**: the browser forbids it; the nearest thing is done, and the documentation says so.',
    '- **user**: a person decides; the app guides and warns.',
    '',
    `${requirements.length - open.length} of ${requirements.length} requirements are shown by a test.`,
    '',
    '| id | how | gist | tests |',
    '| --- | --- | --- | --- |',
    ...shown.map(({ id, how, gist, tests }) => row([id, how, gist, tests.map(cell).join('<br>') || '**open**'])),
    '',
    '## Open',
    '',
    ...(open.length > 0 ? open.map(({ id, how, gist }) => `- ${id} (${how}): ${cell(gist)}`) : ['None.']),
    '',
  ];
  return lines.join('\n');
}

function row([id = '', how = '', gist = '', tests = '']: readonly string[]): string {
  return `| ${id} | ${how} | ${cell(gist)} | ${tests} |`;
}

function cell(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll('*', '\\*')
    .replaceAll('\n', ' ');
}
