/**
 * Runs a TypeScript file of ours in Node 20: `node tools/run-ts.mjs <file> [arguments]`.
 * The file and what it imports of the project become one module under node_modules/.cache; packages stay packages.
 * The programme runs in this very process (its pid is the one to kill), with the project's root as working directory
 * and `process.argv` as if Node had started the file itself; `import.meta.url` is the bundle's, so build paths on cwd.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [file, ...args] = process.argv.slice(2);
if (!file) {
  console.error('usage: node tools/run-ts.mjs <file.ts> [arguments]');
  process.exit(2);
}
const entry = resolve(file);

const built = await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: entry,
    write: false,
    target: 'node20',
    minify: false,
    sourcemap: 'inline',
    rolldownOptions: { output: { codeSplitting: false } },
  },
});
const chunk = /** @type {import('vite').Rolldown.RolldownOutput} */ (built).output[0];
const cache = join(root, 'node_modules/.cache/run-ts');
const path = join(cache, `${chunk.name}-${createHash('sha256').update(chunk.code).digest('hex').slice(0, 16)}.mjs`);
mkdirSync(cache, { recursive: true });
// Written aside and renamed: two runs of one file at a time must not see half of it.
writeFileSync(`${path}.${process.pid}`, chunk.code);
renameSync(`${path}.${process.pid}`, path);

process.chdir(root);
process.argv = [process.execPath, entry, ...args];
await import(pathToFileURL(path).href);
