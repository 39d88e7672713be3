import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';
import { importRule } from './tools/rooms/import-rule.mjs';

const code = ['**/*.ts', '**/*.mjs', '**/*.js', '**/*.svelte'];

// ---- what is not written at all -----------------------------------------------------------------------------------

const everywhere = [
  {
    selector:
      'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|fixme|skipIf|runIf)$/]',
    message: 'Every test runs.',
  },
  { selector: 'MemberExpression[property.name="waitForTimeout"]', message: 'Wait for what has to happen.' },
  // Tags and attributes of components
  { selector: 'SvelteAttribute[key.name="style"]', message: 'The page’s policy refuses it: use a class or `style:`.' },
];
const clock = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'The time is an argument here.' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'The time is an argument here.' },
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: 'The time is an argument here.' },
  { selector: 'MemberExpression[property.name="performance"]', message: 'The time is an argument here.' },
];
const mathRandom = [
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'Randomness comes from the worker’s environment or from crypto.',
  },
];
const randomness = [
  ...mathRandom,
  {
    selector: 'MemberExpression[property.name=/^(getRandomValues|randomUUID)$/]',
    message: 'Randomness is an argument here.',
  },
];
const timers = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'];
const ofNode = ['process', 'Buffer', 'global', '__dirname', '__filename'];

/**
 * @param {...{ selector: string, message: string }[]} lists
 * @returns {{ 'no-restricted-syntax': import('eslint').Linter.RuleEntry }}
 */
const noSyntax = (...lists) => ({ 'no-restricted-syntax': ['error', ...everywhere, ...lists.flat()] });
/**
 * @param {...string[]} lists
 * @returns {{ 'no-restricted-globals': import('eslint').Linter.RuleEntry }}
 */
const noGlobals = (...lists) => ({
  'no-restricted-globals': ['error', { globals: lists.flat(), checkGlobalObject: true }],
});

export default ts.config(
  { ignores: ['dist/', 'src/gen/', 'node_modules/', 'playwright-report/', 'test-results/'] },
  {
    files: code,
    extends: [ts.configs.strict],
    // A rule that does not fit is changed here, for all, with a reason: comments switch nothing off.
    linterOptions: { noInlineConfig: true },
    plugins: { rooms: { rules: { imports: importRule } } },
    rules: {
      ...noSyntax(),
      'rooms/imports': 'error',
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-proto': 'error',
      'no-template-curly-in-string': 'error',
      'no-constructor-return': 'error',
      'prefer-const': 'error',
      'no-var': 'error',
      // What a peer sends may hold any character, and is looked through for them.
      'no-control-regex': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },

  // ---- rules that need types --------------------------------------------------------------------------------------
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.node.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-for-in-array': 'error',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },

  // ---- components -------------------------------------------------------------------------------------------------
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/no-target-blank': 'error',
      'svelte/button-has-type': 'error',
      'svelte/comment-directive': 'off',
      // svelte-check is the one that warns, and sees more than this rule does.
      'svelte/no-unused-svelte-ignore': 'off',
      // State is batched by hand: a plain Map behind one signal is what is meant.
      'svelte/prefer-svelte-reactivity': 'off',
      'prefer-const': 'off',
    },
  },

  // ---- what each room may touch (docs/architecture.md) -------------------------------------------------------------
  {
    files: ['src/**'],
    languageOptions: { globals: globals.browser },
    rules: { 'no-console': 'error', ...noSyntax(mathRandom), ...noGlobals(ofNode) },
  },
  {
    files: ['src/{usp,mtp,security,model,demo,worker}/**'],
    rules: { ...noSyntax(clock, randomness), ...noGlobals(timers, ofNode, ['performance']) },
  },
  // The one timer of the transports, handed to all of them.
  { files: ['src/mtp/after.ts'], rules: { ...noGlobals(ofNode) } },
  // The page's handle watches the worker's heartbeat.
  { files: ['src/worker/client.ts'], rules: { ...noSyntax(randomness), ...noGlobals(ofNode) } },
  // The one place that hands the protocol its clock, its timers and its randomness.
  { files: ['src/worker/entry.ts', 'src/worker/capture-entry.ts'], rules: { ...noSyntax(), ...noGlobals(ofNode) } },
  // A screen shows the time that state/clock.svelte.ts keeps; it may time its own motions.
  { files: ['src/ui/**'], rules: { ...noSyntax(clock, randomness), ...noGlobals(ofNode) } },
  {
    files: ['**/*.test.ts'],
    rules: {
      ...noSyntax(mathRandom),
      'no-restricted-globals': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },

  // ---- tools ------------------------------------------------------------------------------------------------------
  {
    files: ['tools/**', 'e2e/**', '*.config.*'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
);
