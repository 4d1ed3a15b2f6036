import type { ESTree } from 'meriyah';

export type Node = ESTree.Node;
export type Program = ESTree.Program;
export type Expression = ESTree.Expression;
export type Statement = Node;
/** Where a value is bound: names, members, and patterns of them. */
export type Pattern = Node;
export type ClassNode = ESTree.ClassDeclaration | ESTree.ClassExpression;
export type FunctionNode =
  ESTree.FunctionDeclaration | ESTree.FunctionExpression | ESTree.ArrowFunctionExpression;

/** UTF-16 offset of a node's first character: the parser is always asked for it. */
export function startOf(node: Node): number {
  return node.start ?? 0;
}

/** UTF-16 offset behind a node's last character. */
export function endOf(node: Node): number {
  return node.end ?? 0;
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

export function isClass(node: Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}
