/** Finds the requirements that tests name in their titles. */
import ts from 'typescript';

/** A title of `describe`, `it` or `test` that names requirements and has at least one test to show them. */
export interface Claim {
  readonly file: string;
  /** The title with those of the groups around it. */
  readonly title: string;
  readonly ids: readonly string[];
}

const idPattern = /\bR-[A-Z0-9]+\.\d+[a-z]?\b/g;

/**
 * The claims of one test file, in its order.
 * @param file path from the project's root, for the result
 * @param text what is in it
 */
export function findClaims(file: string, text: string): Claim[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const claims: Claim[] = [];

  /** Walks through a node. Returns how many tests are in it. */
  function walk(node: ts.Node, groups: readonly string[]): number {
    const call = readCall(node);
    if (!call) return sum(node, groups);
    const titles = [...groups, call.title];
    const ids = call.title.match(idPattern) ?? [];
    const at = claims.length;
    const inside = sum(node, titles) + (call.group ? 0 : 1);
    if (ids.length > 0 && inside > 0) claims.splice(at, 0, { file, title: titles.join(' › '), ids: [...new Set(ids)] });
    return inside;
  }

  function sum(node: ts.Node, groups: readonly string[]): number {
    let tests = 0;
    ts.forEachChild(node, (child) => {
      tests += walk(child, groups);
    });
    return tests;
  }

  sum(source, []);
  return claims;
}

/** `describe('…', …)`, `it.each(…)('…', …)`, `test.describe('…', …)` and the like. */
function readCall(node: ts.Node): { title: string; group: boolean } | undefined {
  if (!ts.isCallExpression(node) || node.arguments.length < 2) return undefined;
  const [first] = node.arguments;
  if (!first) return undefined;
  const title = textOf(first);
  const names = namesOf(node.expression);
  if (title === undefined || !names[0] || !/^(describe|it|test)$/.test(names[0])) return undefined;
  if (names.some((name) => /^(step|use|beforeAll|beforeEach|afterAll|afterEach|extend)$/.test(name))) return undefined;
  return { title, group: names.includes('describe') };
}

/** `test.describe.each(rows)` gives test, describe, each. */
function namesOf(expression: ts.Expression): string[] {
  if (ts.isIdentifier(expression)) return [expression.text];
  if (ts.isPropertyAccessExpression(expression)) return [...namesOf(expression.expression), expression.name.text];
  if (ts.isCallExpression(expression)) return namesOf(expression.expression);
  if (ts.isTaggedTemplateExpression(expression)) return namesOf(expression.tag);
  return [];
}

/** A title as it stands in the file; what a template puts in is shown as `…`. */
function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}
