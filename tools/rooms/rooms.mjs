/**
 * The rooms of the house and which may import from which (docs/architecture.md). Arrows point downwards only.
 * Data for the lint rule in import-rule.mjs; the first room whose pattern fits a file is the file's room.
 *
 * @typedef {object} Room
 * @property {string} name
 * @property {RegExp} files paths from the project's root
 * @property {readonly string[]} values rooms of which values may be imported, and types with them
 * @property {readonly string[]} [types] rooms of which only types may be imported
 * @property {readonly string[]} [lazy] rooms that may only be loaded by a dynamic import or as a worker's address
 * @property {readonly RegExp[]} [packages] absent: any package
 * @property {readonly string[]} [tests] rooms that the tests in here may use besides
 */

const core = ['usp', 'usp-words'];
const protobuf = [/^@bufbuild\/protobuf(\/|$)/];
const svelte = [/^svelte(\/|$)/];
/** What a test of a room above the worker may build its real counterpart from. */
const counterparts = [
  ...core,
  'usp-testing',
  'mtp',
  'mtp-words',
  'demo',
  'wire',
  'wire-words',
  'port',
  'host',
  'client',
  'model',
  'state',
  'tools',
];

/** @type {readonly Room[]} */
export const rooms = [
  { name: 'gen', files: /^src\/gen\//, values: ['gen'], packages: protobuf },
  {
    // The standard's vocabulary: pure, and the same for the page as for the worker.
    name: 'usp-words',
    files:
      /^src\/usp\/((error|error-codes|endpoint-id|path|percent|value-types)(\.test)?\.ts$|(path|value-types|fields)\/)/,
    values: ['usp-words'],
    packages: [],
    tests: ['usp-testing'],
  },
  {
    name: 'usp-testing',
    files: /^src\/usp\/testing\//,
    values: [...core, 'usp-testing', 'gen'],
    packages: [/^fast-check$/, ...protobuf],
  },
  {
    name: 'usp',
    files: /^src\/usp\//,
    values: [...core, 'gen'],
    packages: protobuf,
    tests: ['usp-testing'],
  },
  {
    name: 'mtp-mqtt',
    files: /^src\/mtp\/mqtt[^/]*(\/|$)/,
    values: ['mtp', 'mtp-words', 'mtp-mqtt'],
    packages: [/^mqtt$/],
    tests: [...core, 'tools'],
  },
  {
    // What all speak of, and the pure judgement of an address, which the page asks before the worker does (decision 6).
    name: 'mtp-words',
    files: /^src\/mtp\/(mtp|secure-transport|address-scope)(\.test)?\.ts$/,
    values: ['mtp-words'],
    packages: [],
  },
  {
    name: 'mtp',
    files: /^src\/mtp\//,
    values: ['mtp', 'mtp-words'],
    lazy: ['mtp-mqtt'],
    packages: [],
    tests: [...core, 'mtp-mqtt', 'tools'],
  },
  {
    // Which lines are a device's: the same for the page that lists them as for the worker that writes them to a file.
    name: 'wire-words',
    files: /^src\/wire\/scope(\.test)?\.ts$/,
    values: ['wire-words'],
    packages: [],
  },
  {
    // Records as something to look at: the log, captures, what breaks the standard. Pure, for every worker.
    name: 'wire',
    files: /^src\/wire\//,
    values: [...core, 'wire', 'wire-words'],
    packages: [],
    tests: ['usp-testing'],
  },
  { name: 'security', files: /^src\/security\//, values: ['security'], types: core, packages: [], tests: core },
  {
    name: 'port',
    files: /^src\/worker\/(port|answer-parts)(\.test)?\.ts$/,
    values: ['port'],
    types: [...core, 'wire', 'mtp', 'mtp-words'],
    packages: [],
    tests: core,
  },
  {
    name: 'client',
    files: /^src\/worker\/client(\.test)?\.ts$/,
    values: ['client', 'port', 'usp-words'],
    types: [...core, 'wire'],
    packages: [],
    tests: counterparts,
  },
  {
    // Joins the rooms together for the real worker, so it may also reach for the demo device; only when asked for.
    name: 'entry',
    files: /^src\/worker\/entry(\.test)?\.ts$/,
    values: ['host', 'port', ...core, 'wire', 'security', 'mtp', 'mtp-words'],
    lazy: ['demo', 'mtp-mqtt'],
    packages: [],
  },
  {
    // A second worker, which only reads data model files: nothing of the protocol is in it.
    name: 'files-entry',
    files: /^src\/worker\/files-entry\.ts$/,
    values: ['model'],
    packages: [],
  },
  {
    // A third worker, which reads captures and answers for them as the first does for the live log.
    name: 'capture-entry',
    files: /^src\/worker\/capture-entry\.ts$/,
    values: ['host', 'port'],
    packages: [],
  },
  {
    name: 'host',
    files: /^src\/worker\//,
    values: ['host', 'port', ...core, 'wire', 'security', 'mtp', 'mtp-words'],
    lazy: ['mtp-mqtt'],
    packages: [],
    tests: counterparts,
  },
  {
    name: 'model',
    files: /^src\/model\//,
    values: ['model'],
    types: [...core, 'wire'],
    packages: [],
    tests: [...core, 'usp-testing'],
  },
  {
    name: 'state',
    files: /^src\/state\//,
    values: ['state', 'client', 'model', 'usp-words', 'mtp-words', 'wire-words'],
    types: [...core, 'wire', 'port', 'mtp'],
    lazy: ['entry', 'files-entry', 'capture-entry'],
    packages: [...svelte, /^valibot$/, /^idb$/],
    tests: counterparts,
  },
  {
    name: 'ui-kit',
    files: /^src\/ui\/kit\//,
    values: ['ui-kit'],
    packages: [...svelte, /^@lucide\/svelte(\/|$)/, /^bits-ui$/, /^@tanstack\/virtual-core$/],
  },
  {
    name: 'ui',
    files: /^src\/ui\//,
    values: ['ui', 'ui-kit', 'state'],
    types: ['model', 'port', 'wire', 'wire-words', 'mtp', 'mtp-words', ...core],
    packages: [...svelte, /^@lucide\/svelte(\/|$)/, /^bits-ui$/, /^@tanstack\/virtual-core$/, /^uplot(\/|$)/],
    tests: counterparts,
  },
  {
    name: 'demo',
    files: /^src\/demo\//,
    values: ['demo', ...core, 'mtp', 'mtp-words'],
    packages: [],
    tests: ['usp-testing', 'wire', 'tools'],
  },
  {
    name: 'app',
    files: /^src\/[^/]+$/,
    values: ['app', 'ui', 'ui-kit', 'state', 'client', 'usp-words'],
    types: ['port', 'model', 'mtp', 'mtp-words', ...core],
    lazy: ['entry'],
    packages: [...svelte, /^virtual:pwa-register(\/|$)/],
    tests: counterparts,
  },
  {
    name: 'tools',
    files: /^tools\//,
    values: ['tools', 'demo', ...core, 'wire', 'usp-testing', 'mtp', 'mtp-words', 'mtp-mqtt', 'model'],
  },
  {
    name: 'e2e',
    files: /^e2e\//,
    values: ['e2e', 'tools', 'model', ...core, 'usp-testing'],
    types: ['port', 'app', 'state'],
  },
];

const forTests = [
  /^vitest(\/|$)/,
  /^vitest-browser-svelte$/,
  /^@vitest\//,
  /^fast-check$/,
  /^axe-core$/,
  /^ws$/,
  /^node:/,
  /^svelte(\/|$)/,
  ...protobuf,
];

/**
 * @param {string} path from the project's root, with forward slashes
 * @returns {Room | undefined}
 */
export function roomOf(path) {
  return rooms.find((room) => room.files.test(path));
}

/**
 * Whether a file may import a file of ours; the answer is the reason against it, or undefined.
 * @param {string} from path of the importing file
 * @param {string} to path of the imported file
 * @param {'value' | 'type' | 'lazy'} how
 * @returns {string | undefined}
 */
export function objectionToFile(from, to, how) {
  const room = roomOf(from);
  const target = roomOf(to);
  if (!room) return undefined;
  if (!target) return `${to} lies in no room`;
  const tests = isTest(from) ? (room.tests ?? []) : [];
  if (target.name === room.name || room.values.includes(target.name) || tests.includes(target.name)) return undefined;
  if (room.types?.includes(target.name)) {
    return how === 'type' ? undefined : `${room.name} may import only types from ${target.name}: use \`import type\``;
  }
  if (room.lazy?.includes(target.name)) {
    return how === 'value' ? `${room.name} may load ${target.name} only when asked for: use \`import()\`` : undefined;
  }
  return `${room.name} must not import from ${target.name}`;
}

/**
 * Whether a file may import a package; the answer is the reason against it, or undefined.
 * @param {string} from path of the importing file
 * @param {string} name as written in the import
 * @returns {string | undefined}
 */
export function objectionToPackage(from, name) {
  const room = roomOf(from);
  if (!room?.packages) return undefined;
  const allowed = isTest(from) ? [...room.packages, ...forTests] : room.packages;
  return allowed.some((pattern) => pattern.test(name)) ? undefined : `${room.name} must not import ${name}`;
}

/** @param {string} path */
function isTest(path) {
  return /\.test\.ts$/.test(path);
}
