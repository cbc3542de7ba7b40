import type { ISerializedGast } from 'chevrotain';
import {
  type DefinitionFamily,
  type DefinitionForm,
  definitionFamilies,
  GENERATORS,
  SOURCE_FAMILIES,
} from '../../grammar/definition-families.ts';
import { KEYWORDS } from '../../grammar/keywords.ts';
import {
  CONFLUENT_OPTIONS,
  CONNECTION_OPTIONS,
  CONNECTION_TYPES,
  GLUE_OPTIONS,
  KAFKA_SINK_OPTIONS,
  SINK_OPTIONS,
} from '../../grammar/options.ts';
import { createGrammar } from '../../grammar/sink-grammar.ts';
import { t } from '../../grammar/tokens.ts';
import type { Random } from './random.ts';

/** The rules that are statements. */
export const STATEMENT_RULES = [
  'createSink',
  'createConnection',
  'createSecret',
  'createTable',
  'createTableFromSource',
  'createSource',
  'createView',
  'createMaterializedView',
  'createType',
  'createCluster',
  'createMetricSink',
  'comment',
  'validateConnection',
  'alterSecret',
  'alterSink',
  'alterConnection',
  'drop',
  'showStatement',
  'explainSchema',
] as const;

/** A part of the grammar as Chevrotain recorded it. */
interface Part {
  readonly type: ISerializedGast['type'];
  readonly name?: string;
  readonly idx?: number;
  readonly definition?: readonly Part[];
  readonly separator?: { readonly name: string };
}

interface Place {
  readonly depth: number;
  /** The rules around the part, the innermost last. */
  readonly path: readonly string[];
  readonly family?: DefinitionFamily;
}

const MAX_DEPTH = 22;

const NAMES = ['a', 'b', 'tab', 'Orders', '"Q x"', '"select"', 'é', '"a""b"', 'x1', '_y', 'a$b'] as const;
const STRINGS = ["'s'", "'it''s'", "''", "E'a\\n'", '$$d$$', "'é'"] as const;
const NUMBERS = ['0', '1', '7', '12', '1.5', '1e5', '3'] as const;
const WHOLE_NUMBERS = ['0', '1', '7', '30'] as const;
const OPERATORS = ['||', '<', '<>', '!=', '->', '->>', '%', '/', '@>', '^', '-', '+', '~~'] as const;

/** Writes statements that the grammar derives; `random` decides everything. */
export class Generator {
  private readonly rules: ReadonlyMap<string, Part>;
  private readonly depths = new Map<string, number>();
  private readonly labels: ReadonlyMap<string, string>;
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
    const grammar = createGrammar() as unknown as { getSerializedGastProductions(): readonly Part[] };
    this.rules = new Map(grammar.getSerializedGastProductions().map((rule) => [rule.name ?? '', rule]));
    this.labels = new Map(Object.values(t).map((type) => [type.name, type.LABEL ?? type.name]));
    this.measure();
  }

  statement(rule: string = this.random.pick(STATEMENT_RULES)): string {
    return this.rule(rule, { depth: 0, path: [] }).join(' ');
  }

  /** How deep each rule is at least, found by going over all of them until nothing changes. */
  private measure(): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (const [name, rule] of this.rules) {
        const depth = 1 + this.sequenceDepth(rule.definition ?? []);
        if (depth >= (this.depths.get(name) ?? 1000)) continue;
        this.depths.set(name, depth);
        changed = true;
      }
    }
  }

  private sequenceDepth(parts: readonly Part[]): number {
    return Math.max(0, ...parts.map((part) => this.depthOf(part)));
  }

  private depthOf(part: Part): number {
    const below = part.definition ?? [];
    switch (part.type) {
      case 'Terminal':
        return 0;
      case 'NonTerminal':
        return this.depths.get(part.name ?? '') ?? 1000;
      case 'Alternation':
        return Math.min(...below.map((alternative) => this.depthOf(alternative)));
      case 'Option':
      case 'Repetition':
      case 'RepetitionWithSeparator':
        return 0;
      default:
        return this.sequenceDepth(below);
    }
  }

  private rule(name: string, place: Place): readonly string[] {
    const special = this.special(name, place);
    if (special !== undefined) return special;
    const inner: Place = { ...place, depth: place.depth + 1, path: [...place.path, name] };
    return this.sequence(this.rules.get(name)?.definition ?? [], inner);
  }

  private sequence(parts: readonly Part[], place: Place): readonly string[] {
    return parts.flatMap((part) => this.part(part, place));
  }

  private part(part: Part, place: Place): readonly string[] {
    const below = part.definition ?? [];
    switch (part.type) {
      case 'Terminal':
        return [this.terminal(part.name ?? '')];
      case 'NonTerminal':
        return this.rule(part.name ?? '', this.withFamily(part, place));
      case 'Alternation':
        return this.part(this.alternative(below, place), place);
      case 'Option':
        return this.wants(place, 0.45) ? this.sequence(below, place) : [];
      case 'Repetition':
      case 'RepetitionWithSeparator':
        return this.repeat(part, place, 0);
      case 'RepetitionMandatory':
      case 'RepetitionMandatoryWithSeparator':
        return this.repeat(part, place, 1);
      default:
        return this.sequence(below, place);
    }
  }

  private wants(place: Place, chance: number): boolean {
    return this.random.next() < (place.depth > MAX_DEPTH ? 0.03 : chance);
  }

  private repeat(part: Part, place: Place, least: number): readonly string[] {
    const words: string[] = [];
    for (let count = 0; count < least || (count < 3 && this.wants(place, 0.35)); count++) {
      if (count > 0 && part.separator !== undefined) words.push(this.terminal(part.separator.name));
      words.push(...this.sequence(part.definition ?? [], place));
    }
    return words;
  }

  private alternative(alternatives: readonly Part[], place: Place): Part {
    const least = Math.min(...alternatives.map((part) => this.depthOf(part)));
    const usable =
      place.depth > MAX_DEPTH ? alternatives.filter((part) => this.depthOf(part) <= least) : alternatives;
    return this.random.pick(usable);
  }

  /** The options that may stand in the parentheses a rule reads. */
  private withFamily(part: Part, place: Place): Place {
    const caller = place.path.at(-1) ?? '';
    const second = part.idx === 2;
    const families: Readonly<Record<string, DefinitionFamily>> = {
      icebergTarget: definitionFamilies.iceberg,
      createMetricSink: definitionFamilies.metricSink,
      createTableFromSource: definitionFamilies.tableFromSource,
      createSource: definitionFamilies.source,
      clusterReplica: definitionFamilies.replica,
      clusterOptions: definitionFamilies.cluster,
      createCluster: second ? definitionFamilies.feature : definitionFamilies.cluster,
      createType: second ? definitionFamilies.map : definitionFamilies.list,
      withClause: definitionFamilies.recursion,
      select: definitionFamilies.select,
      createMaterializedView: definitionFamilies.materializedView,
    };
    const family = families[caller];
    return family === undefined ? place : { ...place, family };
  }

  /** Rules whose recorded form says less than they read. */
  private special(name: string, place: Place): readonly string[] | undefined {
    const { random } = this;
    switch (name) {
      case 'statementEnd':
        return [];
      case 'identifier':
      case 'columnIdentifier':
        return [this.name()];
      case 'idName':
        return ['[', 'u1', 'AS', 'a', '.', this.name(), this.wants(place, 0.3) ? 'VERSION 3' : '', ']'];
      case 'unsignedInteger':
        return [random.pick(WHOLE_NUMBERS)];
      case 'integer':
        return [random.pick(WHOLE_NUMBERS)];
      case 'delimiter':
        return ["';'"];
      case 'sequence':
        return this.enclosed('(', ')', () => this.rule('optionValue', deeper(place)), place);
      case 'columnSequence':
        return ['=', ...this.enclosed('[', ']', () => [this.name()], place)];
      case 'itemSequence':
        return this.enclosed('(', ')', () => this.rule('itemName', deeper(place)), place);
      case 'brokers':
        return ['(', ...this.rule('brokerEntry', deeper(place)), ')'];
      case 'connectionType':
        return [random.pick(CONNECTION_TYPES)];
      case 'generator':
        return [random.pick(GENERATORS)];
      case 'intervalRange':
        return this.wants(place, 0.3) ? [random.pick(['DAY', 'day to second', 'YEARS', 'SECOND ( 3 )'])] : [];
      case 'timeZone':
        return this.wants(place, 0.3) ? ['WITH', 'TIME', 'ZONE'] : [];
    }
    return this.specialOption(name, place) ?? this.specialStatement(name, place);
  }

  private enclosed(
    open: string,
    close: string,
    item: () => readonly string[],
    place: Place,
  ): readonly string[] {
    if (this.wants(place, 0.2)) return [open, close];
    return this.wants(place, 0.4) ? [open, ...item(), ',', ...item(), close] : [open, ...item(), close];
  }

  private specialOption(name: string, place: Place): readonly string[] | undefined {
    const { random } = this;
    const inner = deeper(place);
    const named = (phrase: string) => [phrase, ...this.rule('optionalAssigned', inner)];
    switch (name) {
      case 'kafkaSinkOption': {
        const phrase = random.pick(KAFKA_SINK_OPTIONS);
        return phrase === 'PARTITION BY' ? [phrase, ...this.rule('expression', inner)] : named(phrase);
      }
      case 'sinkOption':
        return named(random.pick(SINK_OPTIONS));
      case 'sinkOptionName':
        return [random.pick(SINK_OPTIONS)];
      case 'validateOption':
        return named('VALIDATE');
      case 'privateLinkOption':
        return named(random.pick(['AVAILABILITY ZONE', 'PORT']));
      case 'tableOption': {
        const phrase = random.pick(['PARTITION BY', 'RETAIN HISTORY']);
        return phrase === 'PARTITION BY' ? named(phrase) : [phrase, 'FOR', ...this.rule('literal', inner)];
      }
      case 'registryOption': {
        const isGlue = place.path.includes('glueAvro');
        if (!isGlue && place.path.includes('inlineAvro')) return named('CONFLUENT WIRE FORMAT');
        const phrase = random.pick<string>(isGlue ? GLUE_OPTIONS : CONFLUENT_OPTIONS);
        if (phrase.endsWith('ON TYPE')) return [phrase, ...this.rule('itemName', inner)];
        return phrase.endsWith('ON COLUMN') ? [phrase, 'a', '.', this.name()] : named(phrase);
      }
      case 'connectionOptionName':
        return [random.pick(Object.keys(CONNECTION_OPTIONS))];
      case 'connectionOption': {
        const phrase = random.pick(Object.keys(CONNECTION_OPTIONS));
        const rules = {
          value: 'optionalAssigned',
          credential: 'optionalCredential',
          item: 'assignedItem',
          broker: 'broker',
          brokers: 'brokers',
          'private link': 'assignedLink',
        } as const;
        return [phrase, ...this.rule(rules[CONNECTION_OPTIONS[phrase] ?? 'value'], inner)];
      }
      case 'definitionOption':
        return this.definitionOption(inner);
    }
    return undefined;
  }

  private definitionOption(place: Place): readonly string[] {
    const family = place.family ?? definitionFamilies.cluster;
    const phrase = this.random.pick(Object.keys(family.forms));
    const rules: Readonly<Record<DefinitionForm, string>> = {
      value: 'plainValue',
      doubled: 'plainValue',
      history: 'retainedHistory',
      'doubled history': 'doubledHistory',
      columns: 'columnSequence',
      items: 'itemSequence',
      type: 'dataType',
      refresh: 'refreshPolicy',
      replicas: 'replicaList',
      schedule: 'clusterSchedule',
      scaling: 'autoScaling',
    };
    return [phrase, ...this.rule(rules[family.forms[phrase] ?? 'value'], place)];
  }

  private specialStatement(name: string, place: Place): readonly string[] | undefined {
    const inner: Place = { ...deeper(place), path: [...place.path, name] };
    switch (name) {
      case 'sourceOrigin': {
        const type = this.random.pick([
          'KAFKA',
          'POSTGRES',
          'MYSQL',
          'SQL SERVER',
          'LOAD GENERATOR',
        ] as const);
        const isGenerator = type === 'LOAD GENERATOR';
        const from = isGenerator
          ? [this.random.pick(GENERATORS)]
          : ['CONNECTION', ...this.rule('rawName', inner)];
        const family = SOURCE_FAMILIES[type];
        const options = this.wants(place, 0.5) ? this.rule('definitionOptions', { ...inner, family }) : [];
        return [type, ...from, ...options];
      }
      case 'commentObject':
      case 'objectType':
        return undefined;
      case 'comment': {
        const [type, object] = this.random.pick([
          ['TABLE', 'rawName'],
          ['MATERIALIZED VIEW', 'rawName'],
          ['SINK', 'rawName'],
          ['TYPE', 'dataType'],
          ['COLUMN', 'replicaName'],
          ['ROLE', 'identifier'],
          ['SCHEMA', 'itemName'],
          ['CLUSTER REPLICA', 'replicaName'],
          ['NETWORK POLICY', 'identifier'],
        ] as const);
        return ['COMMENT ON', type, ...this.rule(object, inner), 'IS', this.random.pick(["'x'", 'NULL'])];
      }
      case 'drop': {
        const type = this.random.pick(['SINK', 'TABLE', 'MATERIALIZED VIEW', 'METRIC SINK', 'TYPE', 'INDEX']);
        return [
          'DROP',
          type,
          ...this.rule('ifExists', inner),
          ...this.rule('itemName', inner),
          this.random.pick(['', 'CASCADE']),
        ];
      }
      case 'showCreate':
        return [
          this.random.pick(['SHOW CREATE', 'SHOW REDACTED CREATE']),
          this.random.pick(['SINK', 'MATERIALIZED VIEW']),
          ...this.rule('rawName', inner),
        ];
      case 'otherShow':
        return ['SHOW TABLES'];
      case 'showStatement':
        return this.rule(this.random.pick(['showCreate', 'showSinks']), inner);
    }
    return undefined;
  }

  /** A name: plain, quoted, or any keyword, which nearly everywhere is a name as well. */
  private name(): string {
    return this.random.next() < 0.2 ? this.random.pick(KEYWORDS) : this.random.pick(NAMES);
  }

  private terminal(name: string): string {
    const { random } = this;
    switch (name) {
      case 'Word':
        return this.name();
      case 'Identifier':
      case 'ExpressionWord':
      case 'TypeWord':
        return random.pick(NAMES);
      case 'AnyKeyword':
        return random.pick(KEYWORDS);
      case 'AnyOperator':
      case 'OtherOperator':
        return random.pick(OPERATORS);
      case 'StringLiteral':
        return random.pick(STRINGS);
      case 'HexLiteral':
        return "X'00ff'";
      case 'NumberLiteral':
        return random.pick(NUMBERS);
      case 'Parameter':
        return '$1';
      case 'AnyToken':
        return 'a';
    }
    const word = SIGNS[name] ?? this.labels.get(name) ?? name;
    return random.next() < 0.1 ? word.toLowerCase() : word;
  }
}

function deeper(place: Place): Place {
  return { ...place, depth: place.depth + 1 };
}

const SIGNS: Readonly<Record<string, string>> = {
  LParen: '(',
  RParen: ')',
  LBracket: '[',
  RBracket: ']',
  Comma: ',',
  Period: '.',
  Colon: ':',
  DoubleColon: '::',
  Arrow: '=>',
  Star: '*',
  Equals: '=',
  Minus: '-',
  Plus: '+',
  Tilde: '~',
};
