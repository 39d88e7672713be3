/** Lint rule: every import of ours goes from room to room as rooms.mjs allows. */
import { dirname, join, relative, sep } from 'node:path';
import { objectionToFile, objectionToPackage } from './rooms.mjs';

/** @type {import('eslint').Rule.RuleModule} */
export const importRule = {
  meta: { type: 'problem', schema: [], messages: { climbs: '{{why}} (docs/architecture.md).' } },
  create(context) {
    const from = fromRoot(context.cwd, context.filename);

    /**
     * @param {import('eslint').Rule.Node} node what is marked
     * @param {unknown} specifier
     * @param {'value' | 'type' | 'lazy'} how
     */
    function check(node, specifier, how) {
      if (typeof specifier !== 'string') return;
      const path = specifier.replace(/[?#].*$/, '');
      const why = path.startsWith('.')
        ? objectionToFile(from, fromRoot(context.cwd, join(dirname(context.filename), path)), how)
        : objectionToPackage(from, path);
      if (why) context.report({ node, messageId: 'climbs', data: { why } });
    }

    /** @param {any} node a declaration with a source: import or export */
    function checkDeclaration(node) {
      if (!node.source) return;
      const onlyTypes = node.importKind === 'type' || node.exportKind === 'type';
      check(node, node.source.value, onlyTypes ? 'type' : 'value');
    }

    return {
      ImportDeclaration: checkDeclaration,
      ExportNamedDeclaration: checkDeclaration,
      ExportAllDeclaration: checkDeclaration,
      ImportExpression: (node) => check(node, /** @type {any} */ (node.source).value, 'lazy'),
      // `import('./x.ts').Y` in a type
      TSImportType: (/** @type {any} */ node) => check(node, node.source?.value, 'type'),
      // `new URL('./entry.ts', import.meta.url)`: how a worker is named
      "NewExpression[callee.name='URL']": (/** @type {any} */ node) => {
        if (node.arguments[1]?.object?.type === 'MetaProperty') check(node, node.arguments[0].value, 'lazy');
      },
    };
  },
};

/**
 * @param {string} root
 * @param {string} path
 */
function fromRoot(root, path) {
  return relative(root, path).split(sep).join('/');
}
