/** `npm run conformance` writes docs/conformance.md; with `--check` it only says whether that is up to date. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readRequirements, unknownIds, writeDocument } from './document.ts';
import { findClaims } from './titles.ts';

const target = 'docs/conformance.md';

function testFiles(): string[] {
  return (
    ['src', 'e2e', 'tools']
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
          (name) => `${folder}/${name.replaceAll('\\', '/')}`,
        ),
      )
      .filter((path) => /^(src|tools)\/.*\.test\.ts$|^e2e\/.*\.spec\.ts$/.test(path))
      // The generator's own tests name requirements that they do not show.
      .filter((path) => !path.startsWith('tools/conformance/'))
      .sort()
  );
}

const requirements = readRequirements(readFileSync('tools/requirements.tsv', 'utf8'));
const claims = testFiles().flatMap((file) => findClaims(file, readFileSync(file, 'utf8')));
const unknown = unknownIds(requirements, claims);
if (unknown.length > 0) {
  console.error(`No such requirement in tools/requirements.tsv:\n  ${unknown.join('\n  ')}`);
  process.exitCode = 1;
} else {
  const text = writeDocument(requirements, claims);
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text);
  } else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error(`${target} is not what the tests say: run \`npm run conformance\`.`);
    process.exitCode = 1;
  }
}
