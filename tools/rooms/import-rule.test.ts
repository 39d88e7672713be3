import { ESLint, Linter } from 'eslint';
import ts from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { importRule } from './import-rule.mjs';
import { rooms } from './rooms.mjs';

const linter = new Linter();

/** The objections of the import rule to one file. */
function objections(filename: string, code: string): string[] {
  const found = linter.verify(
    code,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser: ts.parser as Linter.Parser },
        plugins: { rooms: { rules: { imports: importRule } } },
        rules: { 'rooms/imports': 'error' },
      },
    ],
    { filename },
  );
  return found.map(({ message }) => message);
}

describe('imports between rooms', () => {
  it.each([
    ['src/gen/usp-msg_pb.ts', `import { a } from '../usp/error.ts';`],
    ['src/usp/error.ts', `import { a } from './record/record.ts';`],
    ['src/usp/record/record.ts', `import { a } from '../../mtp/mtp.ts';`],
    ['src/usp/record/record.ts', `import type { A } from '../../worker/port.ts';`],
    ['src/usp/record/record.ts', `import { a } from '../testing/pair.ts';`],
    ['src/usp/record/record.ts', `import { readFile } from 'node:fs';`],
    ['src/usp/record/record.ts', `import mqtt from 'mqtt';`],
    ['src/mtp/websocket.ts', `import { a } from '../usp/error.ts';`],
    ['src/mtp/websocket.ts', `import type { A } from '../usp/error.ts';`],
    ['src/mtp/websocket.ts', `import mqtt from 'mqtt';`],
    ['src/mtp/websocket.ts', `import { a } from './mqtt.ts';`],
    ['src/mtp/mqtt.ts', `import { create } from '@bufbuild/protobuf';`],
    ['src/security/signature.ts', `import { a } from '../usp/record/record.ts';`],
    ['src/security/signature.ts', `import type { A } from '../mtp/mtp.ts';`],
    ['src/worker/port.ts', `import { a } from '../usp/message/answer-types.ts';`],
    ['src/worker/client.ts', `import { a } from './host.ts';`],
    ['src/worker/client.ts', `import { a } from '../usp/controller/controller.ts';`],
    ['src/worker/host.ts', `import { a } from '../demo/agent.ts';`],
    ['src/worker/host.ts', `const a = await import('../demo/agent.ts');`],
    ['src/worker/transports.ts', `import { a } from '../mtp/mqtt.ts';`],
    ['src/worker/host.ts', `import type { A } from '../gen/usp-msg_pb.ts';`],
    ['src/worker/host.ts', `import { a } from '../model/device-model.ts';`],
    ['src/worker/entry.ts', `import { a } from '../demo/agent.ts';`],
    ['src/model/device-model.ts', `import { a } from '../usp/message/message.ts';`],
    ['src/model/device-model.ts', `import { a } from '../state/device.svelte.ts';`],
    ['src/state/device.svelte.ts', `import { a } from '../worker/host.ts';`],
    ['src/state/device.svelte.ts', `import { a } from '../worker/entry.ts';`],
    ['src/state/device.svelte.ts', `import { a } from '../worker/port.ts';`],
    ['src/state/device.svelte.ts', `import { a } from '../usp/record/record.ts';`],
    ['src/state/device.svelte.ts', `import { a } from '../ui/kit/tone.ts';`],
    ['src/ui/kit/tone.ts', `import { a } from '../../state/device.svelte.ts';`],
    ['src/ui/device/rows.ts', `import { a } from '../../worker/client.ts';`],
    ['src/ui/device/rows.ts', `import { a } from '../../usp/path.ts';`],
    ['src/ui/device/rows.ts', `import { a } from '../../mtp/mtp.ts';`],
    ['src/demo/agent.ts', `import { a } from '../worker/host.ts';`],
    ['src/demo/agent.ts', `import { a } from '../gen/usp-msg_pb.ts';`],
    ['src/main.ts', `import { a } from './worker/host.ts';`],
    ['tools/lab/main.ts', `import { a } from '../../src/ui/kit/tone.ts';`],
    ['tools/lab/main.ts', `import { a } from '../../src/gen/usp-msg_pb.ts';`],
    ['e2e/support/app.ts', `import { a } from '../../src/worker/host.ts';`],
  ])('refuses in %s: %s', (filename, code) => {
    expect(objections(filename, code)).toHaveLength(1);
  });

  it.each([
    `export { a } from '../mtp/mtp.ts';`,
    `export * from '../mtp/mtp.ts';`,
    `export type { A } from '../mtp/mtp.ts';`,
    `type A = import('../mtp/mtp.ts').Mtp;`,
    `const a = import('../mtp/mtp.ts');`,
    `const a = new URL('../mtp/mtp.ts', import.meta.url);`,
    `import '../mtp/mtp.ts';`,
  ])('sees it in every form: %s', (code) => {
    expect(objections('src/usp/path.ts', code)).toHaveLength(1);
  });

  it.each([
    ['src/usp/record/record.ts', `import { a } from '../../gen/usp-record_pb.ts';`],
    ['src/usp/record/record.test.ts', `import { a } from '../testing/pair.ts'; import fc from 'fast-check';`],
    ['src/mtp/mqtt.ts', `import mqtt from 'mqtt'; import { a } from './mtp.ts';`],
    ['src/worker/port.ts', `import type { A } from '../usp/message/answer-types.ts';`],
    ['src/worker/client.ts', `import { UspError } from '../usp/error.ts';`],
    [
      'src/worker/host.ts',
      `import { a } from '../usp/controller/controller.ts'; import { b } from '../mtp/websocket.ts';`,
    ],
    ['src/worker/transports.ts', `const a = await import('../mtp/mqtt.ts');`],
    ['src/worker/entry.ts', `const a = await import('../demo/agent.ts');`],
    ['src/state/app.ts', `const a = new URL('../worker/entry.ts', import.meta.url);`],
    ['src/state/app.ts', `import { a } from '../worker/client.ts'; import { b } from '../model/device-model.ts';`],
    ['src/ui/device/rows.ts', `import { a } from '../../state/device.svelte.ts'; import { b } from '../kit/tone.ts';`],
    ['src/ui/device/rows.ts', `import type { A } from '../../model/device-model.ts';`],
    ['src/demo/agent.ts', `import { a } from '../usp/record/record.ts'; import { b } from '../mtp/memory.ts';`],
    ['tools/lab/main.ts', `import { a } from '../../src/demo/agent.ts'; import { WebSocketServer } from 'ws';`],
  ])('lets pass in %s: %s', (filename, code) => {
    expect(objections(filename, code)).toEqual([]);
  });

  it('has no arrow that climbs back: following the arrows never leads to the start', () => {
    const arrows = new Map(rooms.map(({ name, values, types = [] }) => [name, [...values, ...types]]));
    for (const start of arrows.keys()) {
      const seen = new Set<string>();
      const next = (arrows.get(start) ?? []).filter((name) => name !== start);
      for (let name = next.pop(); name !== undefined; name = next.pop()) {
        if (seen.has(name)) continue;
        seen.add(name);
        next.push(...(arrows.get(name) ?? []).filter((other) => other !== name));
      }
      expect([...seen]).not.toContain(start);
    }
  });
});

describe('the project’s own lint settings', () => {
  const eslint = new ESLint();

  it.each([
    ['src/usp/error.ts', `import '../mtp/mtp.ts';`, 'rooms/imports'],
    ['src/usp/error.ts', 'export const a = Date.now();', 'no-restricted-syntax'],
    ['src/usp/error.ts', 'export const a = new Date();', 'no-restricted-syntax'],
    ['src/usp/error.ts', 'export const a = Math.random();', 'no-restricted-syntax'],
    ['src/usp/error.ts', 'export const a = crypto.randomUUID();', 'no-restricted-syntax'],
    ['src/usp/error.ts', 'export const a = performance;', 'no-restricted-globals'],
    ['src/mtp/mtp.ts', 'setTimeout(() => undefined, 1);', 'no-restricted-globals'],
    ['src/mtp/mtp.ts', 'globalThis.setTimeout(() => undefined, 1);', 'no-restricted-globals'],
    ['src/model/device-model.ts', 'export const a = Date.now();', 'no-restricted-syntax'],
    ['src/worker/host.ts', 'export const a = Date.now();', 'no-restricted-syntax'],
    ['src/worker/port.ts', 'console.log(1);', 'no-console'],
    ['src/worker/port.ts', 'export const a: any = 1;', '@typescript-eslint/no-explicit-any'],
    ['src/worker/port.ts', '// @ts-ignore\nexport const a = 1;', '@typescript-eslint/ban-ts-comment'],
    ['src/worker/port.ts', '/* eslint-disable */\nconsole.log(1);', 'no-console'],
    ['src/ui/kit/badge.svelte', '{@html "<b>bold</b>"}', 'svelte/no-at-html-tags'],
    ['src/ui/kit/badge.svelte', '<p style="color: red">red</p>', 'no-restricted-syntax'],
    ['src/worker/answer-parts.test.ts', `it.skip('x', () => undefined);`, 'no-restricted-syntax'],
  ])('%s: %s', async (filePath, code, rule) => {
    const [result] = await eslint.lintText(code, { filePath });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContain(rule);
  });
});
