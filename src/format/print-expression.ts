import type {
  AutoScaling,
  BinaryOperation,
  Cast,
  ClusterReference,
  ClusterReplica,
  ClusterSchedule,
  DataType,
  DefinitionOption,
  Expression,
  FromItem,
  FunctionCall,
  Identifier,
  IntervalLiteral,
  Join,
  Limit,
  OptionList,
  OrderItem,
  Query,
  QueryBody,
  RawName,
  RefreshPolicy,
  Relation,
  Select,
  SelectItem,
  ShowCreateStatement,
  ShowSinksStatement,
  Subquery,
  Subscript,
  SubscriptIndex,
  TableAlias,
  WindowSpecification,
  WithClause,
} from '../ast/nodes.ts';
import { LEVELS, levelOf } from '../ast/operator-levels.ts';
import { assertNever } from '../diagnostics/assert-never.ts';
import { printOption, printOptions } from './print-lists.ts';
import {
  printColumns,
  printDataType,
  printIdentifier,
  printItemName,
  printName,
  printRawName,
  printString,
  quoteName,
} from './print-names.ts';
import { printLiteral, printValue } from './print-values.ts';
import { words } from './words.ts';

/** Canonical text of an expression: the parentheses written, and those without which it would be read otherwise. */
export function printExpression(expression: Expression): string {
  return pieceOf(expression).text;
}

/**
 * A printed expression and how tightly it holds together: the lowest level of an operator on its left edge, and of one
 * whose right operand is its right edge. Infinite for what is closed on that side.
 */
interface Piece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

const CLOSED = Number.POSITIVE_INFINITY;

function closed(text: string): Piece {
  return { text, left: CLOSED, right: CLOSED };
}

function isTerm({ left, right }: Piece): boolean {
  return left === CLOSED && right === CLOSED;
}

function parenthesize({ text }: Piece): Piece {
  return closed(`(${text})`);
}

/** The left operand of an operator: one that would take the operator into its own right operand is enclosed. */
function leftOf(node: Expression, level: number): Piece {
  const piece = pieceOf(node);
  return piece.right < level ? parenthesize(piece) : piece;
}

/** The right operand of an operator: it ends before the first operator that does not bind tighter. */
function rightOf(node: Expression, level: number): Piece {
  const piece = pieceOf(node);
  return piece.left <= level ? parenthesize(piece) : piece;
}

/** An operand that is enclosed unless it is closed on both sides. */
function termOf(node: Expression): string {
  const piece = pieceOf(node);
  return isTerm(piece) ? piece.text : `(${piece.text})`;
}

function infix(left: Expression, operator: string, right: Expression, level: number): Piece {
  const first = leftOf(left, level);
  const second = rightOf(right, level);
  return {
    text: `${first.text} ${operator} ${second.text}`,
    left: Math.min(level, first.left),
    right: Math.min(level, second.right),
  };
}

/** An operator that closes itself on the right. */
function postfix(operand: Expression, suffix: string, level: number): Piece {
  const piece = leftOf(operand, level);
  return { text: piece.text + suffix, left: Math.min(level, piece.left), right: CLOSED };
}

function prefix(operator: string, operand: Expression, level: number): Piece {
  // Behind `~` even tighter operators are enclosed, as the canonical form has it.
  const piece = rightOf(operand, operator === '~' ? LEVELS.postfix : level);
  const isNumber = operator === '-' && /^(?=[\d.])[0.]*[1-9]/.test(piece.text);
  const isField = operator !== 'NOT' && enclosedField(operand) !== undefined;
  const inner = isNumber || isField ? parenthesize(piece) : piece;
  return { text: `${operator} ${inner.text}`, left: CLOSED, right: Math.min(level, inner.right) };
}

export function printExpressions(expressions: readonly Expression[]): string {
  return expressions.map(printExpression).join(', ');
}

function pieceOf(node: Expression): Piece {
  switch (node.kind) {
    case 'UnaryOperation':
      return prefix(node.operator, node.operand, PREFIX_LEVELS[node.operator]);
    case 'BinaryOperation':
      return binary(node);
    case 'IsTest':
      return postfix(node.operand, ` IS ${not(node.negated)}${node.test}`, LEVELS.is);
    case 'IsDistinctFrom':
      return infix(node.left, `IS ${not(node.negated)}DISTINCT FROM`, node.right, LEVELS.is);
    case 'InList': {
      const [only] = node.elements;
      const inner =
        only?.kind === 'Subquery' && only.form === 'in'
          ? printQuery(only.query)
          : printExpressions(node.elements);
      return postfix(node.operand, ` ${not(node.negated)}IN (${inner})`, LEVELS.like);
    }
    case 'Like':
      return like(node);
    case 'Between': {
      const operand = leftOf(node.operand, LEVELS.like);
      const low = rightOf(node.low, LEVELS.like);
      const high = rightOf(node.high, LEVELS.like);
      return {
        text: `${operand.text} ${not(node.negated)}BETWEEN ${low.text} AND ${high.text}`,
        left: Math.min(LEVELS.like, operand.left),
        right: Math.min(LEVELS.like, high.right),
      };
    }
    case 'Cast':
      return cast(node);
    case 'Collate': {
      const text = `${enclosedField(node.operand) ?? termOf(node.operand)} COLLATE ${printItemName(node.collation)}`;
      return { text, left: LEVELS.atTimeZone, right: CLOSED };
    }
    default:
      return closed(term(node));
  }
}

/** A field of something in parentheses, as the canonical form has it behind a sign and before `::` and COLLATE. */
function enclosedField(node: Expression): string | undefined {
  if (node.kind !== 'FieldAccess') return undefined;
  const isWholeRow = node.field === undefined && node.operand.kind === 'ColumnReference';
  return isWholeRow ? undefined : `(${printExpression(node)})`;
}

type Operation = Extract<
  Expression,
  {
    kind:
      | 'UnaryOperation'
      | 'BinaryOperation'
      | 'IsTest'
      | 'IsDistinctFrom'
      | 'InList'
      | 'Like'
      | 'Between'
      | 'Cast'
      | 'Collate';
  }
>;

const PREFIX_LEVELS = { NOT: LEVELS.not, '-': LEVELS.sign, '+': LEVELS.sign, '~': LEVELS.other } as const;

function not(negated: boolean): string {
  return negated ? 'NOT ' : '';
}

function binary(node: BinaryOperation): Piece {
  const { operator, operatorSchema, quantifier, left, right } = node;
  if (operator === 'AND' || operator === 'OR') {
    return infix(left, operator, right, operator === 'AND' ? LEVELS.and : LEVELS.or);
  }
  const isQualified = operatorSchema !== undefined;
  const text = isQualified ? `OPERATOR(${printItemName(operatorSchema)}.${operator})` : operator;
  const level = isQualified ? LEVELS.other : levelOf(operator);
  if (quantifier === undefined) return infix(left, text, right, level);
  const inner =
    right.kind === 'Subquery' && right.form === 'quantified'
      ? printQuery(right.query)
      : printExpression(right);
  return postfix(left, ` ${text} ${quantifier} (${inner})`, level);
}

function like({
  operand,
  pattern,
  escape: sign,
  caseInsensitive,
  negated,
}: Extract<Expression, { kind: 'Like' }>): Piece {
  const plain = infix(operand, `${not(negated)}${caseInsensitive ? 'ILIKE' : 'LIKE'}`, pattern, LEVELS.like);
  if (sign === undefined) return plain;
  // A LIKE on the pattern's right edge would take the ESCAPE.
  const inner = rightOf(pattern, LEVELS.like);
  const enclosed = inner.right <= LEVELS.like ? parenthesize(inner) : inner;
  const before = plain.text.slice(0, plain.text.length - inner.text.length);
  const character = rightOf(sign, LEVELS.like);
  return {
    text: `${before}${enclosed.text} ESCAPE ${character.text}`,
    left: plain.left,
    right: Math.min(LEVELS.like, character.right),
  };
}

/** What is closed on both sides. */
function term(node: Exclude<Expression, Operation>): string {
  switch (node.kind) {
    case 'StringLiteral':
    case 'HexLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
    case 'IntervalLiteral':
      return printLiteral(node);
    case 'Parameter':
      return `$${node.number}`;
    case 'ColumnReference':
      return node.parts.map(printIdentifier).join('.');
    case 'FunctionCall':
      return functionCall(node);
    case 'ConditionalCall':
      return `${node.name.toUpperCase()}(${printExpressions(node.arguments)})`;
    case 'Case': {
      const operand = node.operand === undefined ? '' : ` ${printExpression(node.operand)}`;
      const branches = node.branches.map(
        ({ condition, result }) => ` WHEN ${printExpression(condition)} THEN ${printExpression(result)}`,
      );
      const otherwise = node.otherwise === undefined ? '' : ` ELSE ${printExpression(node.otherwise)}`;
      return `CASE${operand}${branches.join('')}${otherwise} END`;
    }
    case 'Subscript':
      return subscript(node);
    case 'FieldAccess':
      return fieldAccess(node.operand, node.field === undefined ? '*' : printIdentifier(node.field));
    case 'ArrayConstructor':
      return `${node.constructs.toUpperCase()}[${printExpressions(node.elements)}]`;
    case 'MapConstructor': {
      const entries = node.entries.map(
        ({ key, value }) => `${printExpression(key)} => ${printExpression(value)}`,
      );
      return `MAP[${entries.join(', ')}]`;
    }
    case 'RowConstructor':
      return `ROW(${printExpressions(node.elements)})`;
    case 'Subquery':
      return subquery(node);
    case 'Parenthesized':
      return `(${printExpression(node.operand)})`;
    default:
      return assertNever(node);
  }
}

const SUBQUERY_WORDS: Readonly<Record<Subquery['form'], string>> = {
  scalar: '',
  in: '',
  quantified: '',
  exists: 'EXISTS ',
  array: 'ARRAY',
  list: 'LIST',
  map: 'MAP',
};

function subquery({ form, query }: Subquery): string {
  return `${SUBQUERY_WORDS[form]}(${printQuery(query)})`;
}

/** Functions whose bare name in front of a parenthesis starts a syntax of its own. */
const SPECIAL_NAMES: ReadonlySet<string> = new Set([
  'array',
  'coalesce',
  'exists',
  'extract',
  'greatest',
  'least',
  'list',
  'map',
  'normalize',
  'nullif',
  'position',
  'row',
  'substring',
  'trim',
]);

function functionCall(node: FunctionCall): string {
  const { name, syntax, arguments: values } = node;
  const [first, second] = values;
  if (syntax === 'extract' && first !== undefined && second !== undefined) {
    return `extract(${printExpression(first)} FROM ${printExpression(second)})`;
  }
  if (syntax === 'position' && first !== undefined && second !== undefined && isNeedle(first)) {
    return `position(${printExpression(first)} IN ${printExpression(second)})`;
  }
  const [part] = name.parts;
  const isSpecial = part !== undefined && name.parts.length === 1 && SPECIAL_NAMES.has(part.name);
  const called =
    node.idName !== undefined
      ? printRawName(node.idName)
      : isSpecial
        ? quoteName(part.name)
        : printItemName(name);
  const distinct = node.distinct === undefined ? '' : 'DISTINCT ';
  const inner = node.star
    ? '*'
    : `${distinct}${printExpressions(values)}${orderBy(node.orderItems ?? [], values.length > 0)}`;
  const filter =
    node.filterCondition === undefined ? '' : ` FILTER (WHERE ${printExpression(node.filterCondition)})`;
  return `${called}(${inner})${filter}${node.window === undefined ? '' : window(node.window)}`;
}

/** What may stand in front of IN without being taken apart by it. */
function isNeedle(node: Expression): boolean {
  if (node.kind === 'FieldAccess') return false;
  return node.kind === 'Collate' ? isNeedle(node.operand) : isTerm(pieceOf(node));
}

function orderBy(items: readonly OrderItem[], needsSpace: boolean): string {
  return items.length === 0 ? '' : `${needsSpace ? ' ' : ''}ORDER BY ${printOrderItems(items)}`;
}

export function printOrderItems(items: readonly OrderItem[]): string {
  const printed = items.map(({ expression, direction, nulls }) => {
    const order = direction === undefined ? '' : ` ${direction}`;
    return `${printExpression(expression)}${order}${nulls === undefined ? '' : ` NULLS ${nulls}`}`;
  });
  return printed.join(', ');
}

function window({
  ignoreNulls,
  respectNulls,
  partitionBy,
  orderBy: items,
  frame,
}: WindowSpecification): string {
  const parts = [
    partitionBy.length === 0 ? '' : `PARTITION BY ${printExpressions(partitionBy)}`,
    orderBy(items, false),
    frame ?? '',
  ].filter((part) => part !== '');
  return `${ignoreNulls ? ' IGNORE NULLS' : ''}${respectNulls ? ' RESPECT NULLS' : ''} OVER (${parts.join(' ')})`;
}

/** `CAST(x AS t)` encloses what is no simple term; behind `::` only operators are enclosed. */
function cast({ operand, type, syntax }: Cast): Piece {
  const suffix = `::${printDataType(type)}`;
  if (syntax === 'CAST' && !isCastable(operand)) return closed(`(${printExpression(operand)})${suffix}`);
  const isOpen = operand.kind === 'Collate' || operand.kind === 'Cast';
  if (!isOpen) return closed((enclosedField(operand) ?? termOf(operand)) + suffix);
  const inner = pieceOf(operand);
  return { ...inner, text: inner.text + suffix };
}

function isCastable(node: Expression): boolean {
  switch (node.kind) {
    case 'StringLiteral':
    case 'HexLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
    case 'IntervalLiteral':
    case 'ColumnReference':
    case 'Parameter':
    case 'FunctionCall':
    case 'ConditionalCall':
    case 'Parenthesized':
      return true;
    case 'Subquery':
      return node.form === 'scalar';
    case 'Cast':
    case 'Collate':
      return isCastable(node.operand);
    default:
      return false;
  }
}

/** Columns of these names would start a syntax of their own in front of a bracket. */
const BRACKET_NAMES: ReadonlySet<string> = new Set([...SPECIAL_NAMES, 'all', 'any', 'some']);

function subscript({ operand, indexes }: Subscript): string {
  const isSpecial =
    operand.kind === 'ColumnReference' &&
    operand.parts.length === 1 &&
    BRACKET_NAMES.has(operand.parts[0]?.name ?? '') &&
    operand.parts[0]?.name !== 'array' &&
    operand.parts[0]?.name !== 'list';
  const encloses = isSpecial || operand.kind === 'Cast' || operand.kind === 'Subscript';
  const inner = encloses ? `(${printExpression(operand)})` : termOf(operand);
  return inner + indexes.map(subscriptIndex).join('');
}

function subscriptIndex({ start, end, slice }: SubscriptIndex): string {
  const from = start === undefined ? '' : printExpression(start);
  const to = end === undefined ? '' : printExpression(end);
  return `[${slice ? `${from}:${to}` : from}]`;
}

function fieldAccess(operand: Expression, field: string): string {
  const isName = operand.kind === 'ColumnReference' && field !== '*';
  const encloses =
    isName || operand.kind === 'NumberLiteral' || operand.kind === 'Cast' || operand.kind === 'Collate';
  return `${encloses ? `(${printExpression(operand)})` : termOf(operand)}.${field}`;
}

/** Canonical text of a query, without parentheses around it. */
export function printQuery({ with: clause, body, orderBy, limit, offset }: Query): string {
  return words(
    clause && printWith(clause),
    printBody(body),
    orderBy.length === 0 ? '' : `ORDER BY ${printOrderItems(orderBy)}`,
    limit?.withTies === false ? `LIMIT ${printExpression(limit.count)}` : '',
    offset && `OFFSET ${printExpression(offset)}`,
    limit?.withTies === true ? printFetch(limit) : '',
  );
}

function printFetch({ count }: Limit): string {
  return `FETCH FIRST ${printExpression(count)} ROWS WITH TIES`;
}

function printWith({ recursive, options, tables }: WithClause): string {
  const printed = tables.map(({ name, columns, typedColumns, query }) => {
    const typed = typedColumns.map(
      (column) => `${printIdentifier(column.name)} ${printDataType(column.type)}`,
    );
    return words(
      printIdentifier(name),
      columns.length === 0 ? '' : printColumns(columns),
      typed.length === 0 ? '' : `(${typed.join(', ')})`,
      `AS (${printQuery(query)})`,
    );
  });
  const head = recursive ? `WITH MUTUALLY RECURSIVE${printDefinitionOptions(options)}` : 'WITH';
  return `${head} ${printed.join(', ')}`;
}

function printBody(body: QueryBody): string {
  switch (body.kind) {
    case 'Select':
      return printSelect(body);
    case 'Values':
      return `VALUES ${body.rows.map(({ elements }) => `(${printExpressions(elements)})`).join(', ')}`;
    case 'TableBody':
      return `TABLE ${printRawName(body.name)}`;
    case 'ShowBody':
      return printShow(body.statement);
    case 'NestedQuery':
      return `(${printQuery(body.query)})`;
    case 'SetOperation': {
      const operator = `${body.operator}${body.all ? ' ALL' : ''}`;
      return `${printBody(body.left)} ${operator} ${printBody(body.right)}`;
    }
    default:
      return assertNever(body);
  }
}

function printShow(statement: Extract<QueryBody, { kind: 'ShowBody' }>['statement']): string {
  switch (statement.kind) {
    case 'ShowCreate':
      return printShowCreate(statement);
    case 'ShowSinks':
      return printShowSinks(statement);
    case 'OpaqueStatement':
      return statement.text;
    default:
      return assertNever(statement);
  }
}

function printSelect(select: Select): string {
  const { distinct, distinctOn, items, from, where, groupBy, having, qualify, options } = select;
  const options_ = printDefinitionOptions(options);
  return words(
    'SELECT',
    distinct && 'DISTINCT',
    distinctOn.length === 0 ? '' : `ON (${printExpressions(distinctOn)})`,
    items.map(printSelectItem).join(', '),
    from.length === 0 ? '' : `FROM ${from.map(printFromItem).join(', ')}`,
    clause('WHERE', where),
    groupBy.length === 0 ? '' : `GROUP BY ${printExpressions(groupBy)}`,
    clause('HAVING', having),
    clause('QUALIFY', qualify),
    options_ === '' ? '' : `OPTIONS${options_}`,
  );
}

function clause(word: string, expression: Expression | undefined): string {
  return expression === undefined ? '' : `${word} ${printExpression(expression)}`;
}

function printSelectItem({ expression, alias }: SelectItem): string {
  if (expression === undefined) return '*';
  return words(printExpression(expression), alias && `AS ${printIdentifier(alias)}`);
}

function printFromItem({ relation, joins }: FromItem): string {
  return [printRelation(relation), ...joins.map(printJoin)].join(' ');
}

function printRelation(relation: Relation): string {
  const alias = relation.alias && printAlias(relation.alias);
  switch (relation.kind) {
    case 'TableRelation':
      return words(printRawName(relation.name), alias);
    case 'FunctionRelation': {
      const calls = relation.calls.map(printExpression).join(', ');
      const text = relation.rowsFrom ? `ROWS FROM (${calls})` : calls;
      return words(text, relation.ordinality ? 'WITH ORDINALITY' : '', alias);
    }
    case 'QueryRelation':
      return words(relation.lateral ? 'LATERAL' : '', `(${printQuery(relation.query)})`, alias);
    case 'JoinRelation':
      return words(`(${printFromItem(relation.item)})`, alias);
    default:
      return assertNever(relation);
  }
}

function printAlias({ name, columns }: TableAlias): string {
  return words(`AS ${printIdentifier(name)}`, columns.length === 0 ? '' : printColumns(columns));
}

function printJoin({ type, natural, relation, on, using, usingAlias }: Join): string {
  return words(
    natural ? 'NATURAL' : '',
    type === 'INNER' ? '' : type,
    'JOIN',
    printRelation(relation),
    clause('ON', on),
    using.length === 0 ? '' : `USING ${printColumns(using)}`,
    usingAlias && `AS ${printIdentifier(usingAlias)}`,
  );
}

/** A list of options in parentheses, with a space in front; nothing for an absent or empty list. */
export function printDefinitionOptions(list: OptionList<DefinitionOption> | undefined): string {
  return printOptions(list, printDefinitionOption);
}

function printDefinitionOption(option: DefinitionOption): string {
  const { name, value, type, refresh, replicas, schedule, scaling } = option;
  if (type !== undefined) return `${name} = ${printDataType(type)}`;
  if (refresh !== undefined) return `${name} = ${printRefresh(refresh)}`;
  if (replicas !== undefined) return `${name} = (${replicas.map(printReplica).join(', ')})`;
  if (schedule !== undefined) return `${name} = ${printSchedule(schedule)}`;
  if (scaling !== undefined) return `${name} = ${printScaling(scaling)}`;
  if (name === 'RETAIN HISTORY' && value !== undefined) return `${name} = FOR ${printValue(value)}`;
  return printOption(name, value);
}

function printRefresh({ form, at, every, alignedTo }: RefreshPolicy): string {
  return words(
    form,
    at && printExpression(at),
    every && printBareInterval(every),
    alignedTo && `ALIGNED TO ${printExpression(alignedTo)}`,
  );
}

/** An interval where its word goes without saying. */
function printBareInterval(interval: IntervalLiteral): string {
  return printLiteral(interval).slice('INTERVAL '.length);
}

function printReplica({ name, options }: ClusterReplica): string {
  return `${printIdentifier(name)}${printDefinitionOptions(options)}`;
}

function printSchedule({ form, estimate }: ClusterSchedule): string {
  if (estimate === undefined) return form;
  return `${form} (HYDRATION TIME ESTIMATE = ${printBareInterval(estimate)})`;
}

function printScaling({ hydrationSize, lingerDuration }: AutoScaling): string {
  if (hydrationSize === undefined) return '()';
  const linger = lingerDuration === undefined ? '' : `, LINGER DURATION = ${printLiteral(lingerDuration)}`;
  return `(ON HYDRATION (HYDRATION SIZE = ${printLiteral(hydrationSize)}${linger}))`;
}

export function printCluster({ name, isId }: ClusterReference): string {
  if (!isId) return printIdentifier(name);
  return `[${/^\d+$/.test(name.name) ? name.name : printName(name.name)}]`;
}

export function printShowCreate({ redacted, objectType, object }: ShowCreateStatement): string {
  return words('SHOW', redacted ? 'REDACTED' : '', 'CREATE', objectType, printObject(object));
}

export function printShowSinks({ from, cluster, like, where }: ShowSinksStatement): string {
  return words(
    'SHOW SINKS',
    from && `FROM ${printItemName(from)}`,
    cluster && `IN CLUSTER ${printCluster(cluster)}`,
    like === undefined ? '' : `LIKE ${printString(like)}`,
    where && `WHERE ${printExpression(where)}`,
  );
}

function printObject(object: RawName | DataType | Identifier): string {
  switch (object.kind) {
    case 'Identifier':
      return printIdentifier(object);
    case 'ItemName':
    case 'IdName':
      return printRawName(object);
    default:
      return printDataType(object);
  }
}
