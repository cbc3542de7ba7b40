import type { ParserMethod, TokenType } from 'chevrotain';
import type {
  AlterAction,
  AlterStatement,
  ColumnName,
  CommentStatement,
  ConnectionOption,
  DropStatement,
  ExplainSchemaStatement,
  Identifier,
  ItemName,
  OpaqueStatement,
  OptionList,
  ShowCreateStatement,
  ShowSinksStatement,
  SinkOption,
  StringLiteral,
  ValidateConnectionStatement,
} from '../src/ast/nodes.ts';
import type { Span } from '../src/source/span.ts';
import { DefinitionRules } from './definitions.ts';
import { listChoices } from './expectations.ts';
import { families, phraseTree } from './options.ts';
import { type Token, t } from './tokens.ts';

type CommentForm = 'item' | 'type' | 'column' | 'identifier' | 'schema' | 'cluster' | 'replica' | 'policy';

const COMMENT_FORMS: Readonly<Record<string, CommentForm>> = {
  TABLE: 'item',
  VIEW: 'item',
  'MATERIALIZED VIEW': 'item',
  SOURCE: 'item',
  SINK: 'item',
  INDEX: 'item',
  FUNCTION: 'item',
  CONNECTION: 'item',
  SECRET: 'item',
  TYPE: 'type',
  COLUMN: 'column',
  ROLE: 'identifier',
  DATABASE: 'identifier',
  SCHEMA: 'schema',
  CLUSTER: 'cluster',
  'CLUSTER REPLICA': 'replica',
  'NETWORK POLICY': 'policy',
};

const DROPPED = [
  'SINK',
  'CONNECTION',
  'SECRET',
  'SOURCE',
  'TABLE',
  'VIEW',
  'MATERIALIZED VIEW',
  'TYPE',
  'INDEX',
  'METRIC SINK',
];

const SHOWN = [
  'SINK',
  'CONNECTION',
  'SOURCE',
  'TABLE',
  'VIEW',
  'MATERIALIZED VIEW',
  'INDEX',
  'TYPE',
  'CLUSTER',
];

const objects = {
  comment: phraseTree(Object.keys(COMMENT_FORMS)),
  drop: phraseTree(DROPPED),
  show: phraseTree(SHOWN),
} as const;

export type ObjectList = keyof typeof objects;

type ActionParts = Omit<AlterAction, 'kind' | 'span'>;
type CommentObject = Pick<CommentStatement, 'object'>;

/** True where the words from an index on spell an object a statement may name. */
export function spellsObject(tokens: readonly Token[], at: number, list: ObjectList): boolean {
  let place = objects[list];
  for (let index = at; ; index++) {
    const word = tokens[index]?.tokenType === t.Identifier ? '' : tokens[index]?.value.toUpperCase();
    const next = place.words.get(word ?? '');
    if (next === undefined) return place.name !== undefined;
    place = next;
  }
}

export abstract class ChangeRules extends DefinitionRules {
  /** ifExists := (IF EXISTS)? */
  readonly ifExists: ParserMethod<[], Span | undefined> = this.RULE('ifExists', (): Span | undefined =>
    this.OPTION(() => {
      const start = this.begin();
      this.CONSUME(t.If);
      this.CONSUME(t.Exists);
      return this.spanFrom(start);
    }),
  );

  /** objectType := WORD+, the name of a kind of object */
  readonly objectType: ParserMethod<[ObjectList], string> = this.RULE(
    'objectType',
    (list: ObjectList): string => {
      if (this.RECORDING_PHASE) {
        this.AT_LEAST_ONE(() => this.CONSUME(t.AnyKeyword));
        return '';
      }
      const place = this.walkPhrase(objects[list]);
      if (place.name === undefined) this.fail(listChoices([...place.words.keys()]));
      return place.name ?? '';
    },
  );

  /** validateConnection := VALIDATE CONNECTION rawName */
  readonly validateConnection: ParserMethod<[], ValidateConnectionStatement | undefined> = this.RULE(
    'validateConnection',
    (): ValidateConnectionStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Validate);
      this.CONSUME(t.Connection);
      const connection = this.SUBRULE(this.rawName);
      const span = this.spanFrom(start);
      this.SUBRULE(this.statementEnd);
      return { kind: 'ValidateConnection', span, connection };
    },
  );

  /** comment := COMMENT ON objectType commentObject IS (STRING | NULL) */
  readonly comment: ParserMethod<[], CommentStatement | undefined> = this.RULE(
    'comment',
    (): CommentStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Comment);
      this.CONSUME(t.On);
      const objectType = this.SUBRULE(this.objectType, { ARGS: ['comment'] });
      const parts = this.SUBRULE(this.commentObject, { ARGS: [objectType] });
      this.CONSUME(t.Is);
      const text = this.OR({
        DEF: [
          { ALT: (): StringLiteral | undefined => this.SUBRULE(this.stringLiteral) },
          {
            ALT: (): StringLiteral | undefined => {
              this.CONSUME(t.Null);
              return undefined;
            },
          },
        ],
        ERR_MSG: 'NULL or a string in single quotes',
      });
      const span = this.spanFrom(start);
      this.SUBRULE(this.statementEnd);
      return { kind: 'Comment', span, objectType, ...parts, ...(text === undefined ? {} : { text }) };
    },
  );

  /** commentObject := rawName | dataType | columnReference | identifier | itemName | clusterReference | replicaName */
  readonly commentObject: ParserMethod<[string], CommentObject> = this.RULE(
    'commentObject',
    (objectType: string): CommentObject => {
      const form = COMMENT_FORMS[this.RECORDING_PHASE ? '' : objectType] ?? 'item';
      return this.choose<CommentForm, CommentObject>(form, {
        item: () => ({ object: this.SUBRULE(this.rawName) }),
        type: () => ({ object: this.SUBRULE(this.dataType) }),
        column: () => ({ object: this.SUBRULE(this.columnName) as ColumnName }),
        identifier: () => ({ object: this.SUBRULE(this.identifier) }),
        schema: () => ({ object: this.SUBRULE(this.itemName) }),
        cluster: () => ({ object: this.SUBRULE(this.clusterReference) }),
        replica: () => ({ object: this.SUBRULE(this.replicaName) }),
        policy: () => ({ object: this.SUBRULE2(this.clusterReference) }),
      });
    },
  );

  /** replicaName := identifier "." identifier */
  readonly replicaName: ParserMethod<[], ItemName> = this.RULE('replicaName', (): ItemName => {
    const start = this.begin();
    const cluster = this.SUBRULE(this.identifier);
    this.CONSUME(t.Period);
    const replica = this.SUBRULE2(this.identifier);
    return { kind: 'ItemName', span: this.spanFrom(start), parts: [cluster, replica] };
  });

  /** drop := DROP objectType ifExists itemName ("," itemName)* (CASCADE | RESTRICT)? */
  readonly drop: ParserMethod<[], DropStatement | undefined> = this.RULE(
    'drop',
    (): DropStatement | undefined => {
      const start = this.begin();
      const names: ItemName[] = [];
      this.CONSUME(t.Drop);
      const objectType = this.SUBRULE(this.objectType, { ARGS: ['drop'] });
      const ifExists = this.SUBRULE(this.ifExists);
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => names.push(this.SUBRULE(this.itemName)),
        ERR_MSG: 'identifier',
      });
      const behavior = this.OPTION(() =>
        this.OR([{ ALT: () => this.CONSUME(t.Cascade) }, { ALT: () => this.CONSUME(t.Restrict) }]),
      ) as Token | undefined;
      const span = this.spanFrom(start);
      this.SUBRULE(this.statementEnd);
      return this.ACTION(() => ({
        kind: 'Drop' as const,
        span,
        objectType,
        ...(ifExists === undefined ? {} : { ifExists }),
        names,
        cascade: behavior?.tokenType === t.Cascade,
      }));
    },
  );

  /** alterSecret := ALTER SECRET ifExists itemName (AS expression | rename | changeOwner) */
  readonly alterSecret: ParserMethod<[], AlterStatement | undefined> = this.RULE(
    'alterSecret',
    (): AlterStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Alter);
      this.CONSUME(t.Secret);
      const ifExists = this.SUBRULE(this.ifExists);
      const name = this.SUBRULE(this.itemName);
      const actionStart = this.begin();
      const parts = this.OR([
        {
          ALT: (): ActionParts => {
            this.CONSUME(t.As);
            return { action: 'AS', value: this.SUBRULE(this.expression) };
          },
        },
        { ALT: (): ActionParts => this.SUBRULE(this.rename) },
        { ALT: (): ActionParts => this.SUBRULE(this.changeOwner) },
      ]);
      return this.altered('SECRET', start, name, ifExists, [this.actionFrom(actionStart, parts)]);
    },
  );

  private actionFrom(start: number, parts: ActionParts): AlterAction {
    return { kind: 'AlterAction', span: this.spanFrom(start), ...parts };
  }

  private altered(
    objectType: AlterStatement['objectType'],
    start: number,
    name: ItemName,
    ifExists: Span | undefined,
    actions: readonly AlterAction[],
  ): AlterStatement {
    const span = this.spanFrom(start);
    this.SUBRULE(this.statementEnd);
    return {
      kind: 'Alter',
      span,
      objectType,
      ...(ifExists === undefined ? {} : { ifExists }),
      name,
      actions,
    };
  }

  /** rename := RENAME TO identifier */
  readonly rename: ParserMethod<[], ActionParts> = this.RULE('rename', (): ActionParts => {
    this.CONSUME(t.Rename);
    this.CONSUME(t.To);
    return { action: 'RENAME TO', identifier: this.SUBRULE(this.identifier) };
  });

  /** changeOwner := OWNER TO identifier */
  readonly changeOwner: ParserMethod<[], ActionParts> = this.RULE('changeOwner', (): ActionParts => {
    this.CONSUME(t.Owner);
    this.CONSUME(t.To);
    return { action: 'OWNER TO', identifier: this.SUBRULE(this.identifier) };
  });

  /** alterSink := ALTER SINK ifExists itemName (SET sinkChange | resetSink | rename | changeOwner) */
  readonly alterSink: ParserMethod<[], AlterStatement | undefined> = this.RULE(
    'alterSink',
    (): AlterStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Alter);
      this.CONSUME(t.Sink);
      const ifExists = this.SUBRULE(this.ifExists);
      const name = this.SUBRULE(this.itemName);
      const actionStart = this.begin();
      const parts = this.OR([
        {
          ALT: (): ActionParts => {
            this.CONSUME(t.Set);
            return this.SUBRULE(this.sinkChange);
          },
        },
        { ALT: (): ActionParts => this.SUBRULE(this.resetSink) },
        { ALT: (): ActionParts => this.SUBRULE(this.rename) },
        { ALT: (): ActionParts => this.SUBRULE(this.changeOwner) },
      ]);
      return this.altered('SINK', start, name, ifExists, [this.actionFrom(actionStart, parts)]);
    },
  );

  /** sinkChange := FROM rawName | CLUSTER clusterReference | "(" sinkOption ("," sinkOption)* ")" */
  readonly sinkChange: ParserMethod<[], ActionParts> = this.RULE(
    'sinkChange',
    (): ActionParts =>
      this.OR([
        {
          ALT: (): ActionParts => {
            this.CONSUME(t.From);
            return { action: 'SET FROM', from: this.SUBRULE(this.rawName) };
          },
        },
        {
          ALT: (): ActionParts => {
            this.CONSUME(t.Cluster);
            return { action: 'SET CLUSTER', cluster: this.SUBRULE(this.clusterReference) };
          },
        },
        {
          ALT: (): ActionParts => {
            const open = this.CONSUME(t.LParen) as Token;
            const options = this.options(open, families.sink, () => this.SUBRULE(this.sinkOption));
            this.closeList(open, t.RParen);
            return { action: 'SET', options: this.optionList(open, options) };
          },
        },
      ]),
  );

  private optionList<O>(open: Token, options: readonly O[]): OptionList<O> {
    return { kind: 'OptionList', span: this.spanFrom(open.startOffset), options };
  }

  /** resetSink := RESET "(" sinkOptionName ("," sinkOptionName)* ")" */
  readonly resetSink: ParserMethod<[], ActionParts> = this.RULE('resetSink', (): ActionParts => {
    this.CONSUME(t.Reset);
    const open = this.CONSUME(t.LParen) as Token;
    const options = this.options(open, families.sink, () => this.SUBRULE(this.sinkOptionName));
    this.closeList(open, t.RParen);
    return { action: 'RESET', options: this.optionList(open, options) };
  });

  /** sinkOptionName := optionName */
  readonly sinkOptionName: ParserMethod<[], SinkOption> = this.RULE('sinkOptionName', (): SinkOption => {
    const { name, span } = this.SUBRULE(this.optionName, { ARGS: [families.sink] });
    return { kind: 'SinkOption', span, name: name as SinkOption['name'], nameSpan: span };
  });

  /**
   * alterConnection := ALTER CONNECTION ifExists itemName
   *                    (rename | changeOwner | connectionAction ("," connectionAction)* (WITH validateOptions)?)
   */
  readonly alterConnection: ParserMethod<[], AlterStatement | undefined> = this.RULE(
    'alterConnection',
    (): AlterStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Alter);
      this.CONSUME(t.Connection);
      const ifExists = this.SUBRULE(this.ifExists);
      const name = this.SUBRULE(this.itemName);
      const actionStart = this.begin();
      const actions: AlterAction[] = [];
      let withOptions: AlterStatement['withOptions'];
      this.OR([
        { ALT: () => actions.push(this.actionFrom(actionStart, this.SUBRULE(this.rename))) },
        { ALT: () => actions.push(this.actionFrom(actionStart, this.SUBRULE(this.changeOwner))) },
        {
          ALT: () => {
            this.AT_LEAST_ONE_SEP({
              SEP: t.Comma,
              DEF: () => actions.push(this.SUBRULE(this.connectionAction)),
            });
            withOptions = this.OPTION(() => {
              this.CONSUME(t.With);
              return this.SUBRULE(this.validateOptions);
            });
          },
        },
      ]);
      const statement = this.altered('CONNECTION', start, name, ifExists, actions);
      return withOptions === undefined ? statement : { ...statement, withOptions };
    },
  );

  /** connectionAction := ROTATE KEYS | SET "(" connectionOption ")" | (DROP | RESET) "(" connectionOptionName ")" */
  readonly connectionAction: ParserMethod<[], AlterAction> = this.RULE(
    'connectionAction',
    (): AlterAction => {
      const start = this.begin();
      const parts = this.OR([
        {
          ALT: (): ActionParts => {
            this.CONSUME(t.Rotate);
            this.CONSUME(t.Keys);
            return { action: 'ROTATE KEYS' };
          },
        },
        {
          ALT: (): ActionParts => {
            this.CONSUME(t.Set);
            const open = this.CONSUME(t.LParen) as Token;
            const option = this.SUBRULE(this.connectionOption);
            this.CONSUME(t.RParen);
            return { action: 'SET', options: this.optionList(open, [option]) };
          },
        },
        {
          ALT: (): ActionParts => {
            this.OR2([{ ALT: () => this.CONSUME(t.Drop) }, { ALT: () => this.CONSUME(t.Reset) }]);
            const open = this.CONSUME2(t.LParen) as Token;
            const option = this.SUBRULE(this.connectionOptionName);
            this.CONSUME2(t.RParen);
            return { action: 'DROP', options: this.optionList(open, [option]) };
          },
        },
      ]);
      return this.actionFrom(start, parts);
    },
  );

  /** connectionOptionName := optionName */
  readonly connectionOptionName: ParserMethod<[], ConnectionOption> = this.RULE(
    'connectionOptionName',
    (): ConnectionOption => {
      const { name, span } = this.SUBRULE(this.optionName, { ARGS: [families.connection] });
      const kept = name === 'USERNAME' ? 'USER' : name;
      return { kind: 'ConnectionOption', span, name: kept, nameSpan: span };
    },
  );

  /** showCreate := SHOW REDACTED? CREATE objectType (dataType | identifier | rawName) */
  readonly showCreate: ParserMethod<[], ShowCreateStatement> = this.RULE(
    'showCreate',
    (): ShowCreateStatement => {
      const start = this.begin();
      this.CONSUME(t.Show);
      const redacted = this.OPTION(() => this.CONSUME(t.Redacted)) !== undefined;
      this.CONSUME(t.Create);
      this.ACTION(() => {
        if (redacted && this.isNext(t.Cluster)) this.fail(listChoices(SHOWN.slice(0, -1)));
      });
      const objectType = this.SUBRULE(this.objectType, { ARGS: ['show'] });
      const form = objectType === 'TYPE' ? 'type' : objectType === 'CLUSTER' ? 'cluster' : 'item';
      const object = this.choose<string, ShowCreateStatement['object']>(form, {
        type: () => this.SUBRULE(this.dataType),
        cluster: () => this.SUBRULE(this.identifier) as Identifier,
        item: () => this.SUBRULE(this.rawName),
      });
      return { kind: 'ShowCreate', span: this.spanFrom(start), redacted, objectType, object };
    },
  );

  /** showSinks := SHOW SINKS (FROM itemName)? inCluster? (LIKE STRING | WHERE expression)? */
  readonly showSinks: ParserMethod<[], ShowSinksStatement> = this.RULE(
    'showSinks',
    (): ShowSinksStatement => {
      const start = this.begin();
      this.CONSUME(t.Show);
      this.CONSUME(t.Sinks);
      const from = this.OPTION(() => {
        this.CONSUME(t.From);
        return this.SUBRULE(this.itemName);
      });
      const cluster = this.OPTION2(() => this.SUBRULE(this.inCluster));
      const filter = this.OPTION3(() =>
        this.OR([
          {
            ALT: (): Pick<ShowSinksStatement, 'like' | 'where'> => {
              this.CONSUME(t.Like);
              return { like: this.SUBRULE(this.string).value };
            },
          },
          {
            ALT: (): Pick<ShowSinksStatement, 'like' | 'where'> => {
              this.CONSUME(t.Where);
              return { where: this.SUBRULE(this.expression) };
            },
          },
        ]),
      );
      return {
        kind: 'ShowSinks',
        span: this.spanFrom(start),
        ...(from === undefined ? {} : { from }),
        ...(cluster === undefined ? {} : { cluster }),
        ...filter,
      };
    },
  );

  protected override readonly show: ParserMethod<
    [],
    ShowCreateStatement | ShowSinksStatement | OpaqueStatement
  > = this.RULE('show', (): ShowCreateStatement | ShowSinksStatement | OpaqueStatement =>
    this.choose<string, ShowCreateStatement | ShowSinksStatement | OpaqueStatement>(this.showForm(), {
      create: () => this.SUBRULE(this.showCreate),
      sinks: () => this.SUBRULE(this.showSinks),
      other: () => this.SUBRULE(this.otherShow),
    }),
  );

  private showForm(): string {
    const at = this.look(1).index;
    const create = this.isNext(t.Redacted, 2) ? 2 : 1;
    if (this.isNext(t.Create, create + 1) && spellsObject(this.source.tokens, at + create + 1, 'show')) {
      return 'create';
    }
    return this.isNext(t.Sinks, 2) ? 'sinks' : 'other';
  }

  /** otherShow := SHOW TOKEN*, up to where the query around it goes on */
  readonly otherShow: ParserMethod<[], OpaqueStatement> = this.RULE('otherShow', (): OpaqueStatement => {
    const first = this.CONSUME(t.Show) as Token;
    const parent = this.ACTION(() => this.parentOf(first.index));
    this.MANY({
      GATE: () => !this.endsShow(parent),
      DEF: () => this.CONSUME(t.AnyToken),
    });
    const span = this.spanFrom(first.startOffset);
    return { kind: 'OpaqueStatement', span, text: this.source.text.slice(span.start, span.end) };
  });

  private endsShow(parent: number): boolean {
    const token = this.look(1);
    if (this.isAtEnd() || token.index === this.closeOf(parent)) return true;
    return this.parentOf(token.index) === parent && SHOW_ENDS.has(token.tokenType);
  }

  /** showStatement := show */
  readonly showStatement: ParserMethod<
    [],
    ShowCreateStatement | ShowSinksStatement | OpaqueStatement | undefined
  > = this.RULE(
    'showStatement',
    (): ShowCreateStatement | ShowSinksStatement | OpaqueStatement | undefined => {
      const statement = this.SUBRULE(this.show);
      this.SUBRULE(this.statementEnd);
      return statement;
    },
  );

  /** explainSchema := EXPLAIN (KEY | VALUE) SCHEMA (AS JSON)? FOR createSink */
  readonly explainSchema: ParserMethod<[], ExplainSchemaStatement | undefined> = this.RULE(
    'explainSchema',
    (): ExplainSchemaStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Explain);
      const word = this.OR([
        { ALT: () => this.CONSUME(t.Key) },
        { ALT: () => this.CONSUME(t.Value) },
      ]) as Token;
      this.CONSUME(t.Schema);
      const asJson = this.OPTION(() => {
        this.CONSUME(t.As);
        this.CONSUME(t.Json);
        return true;
      });
      this.CONSUME(t.For);
      const sink = this.SUBRULE(this.createSink);
      const part = word.tokenType === t.Key ? 'KEY' : 'VALUE';
      if (sink === undefined) return undefined;
      return { kind: 'ExplainSchema', span: this.spanFrom(start), part, asJson: asJson === true, sink };
    },
  );
}

/** Where the query around a SHOW goes on. */
const SHOW_ENDS: ReadonlySet<TokenType> = new Set([
  t.Union,
  t.Except,
  t.Intersect,
  t.Order,
  t.Limit,
  t.Offset,
  t.Fetch,
]);
