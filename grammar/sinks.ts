import type { ParserMethod, TokenType } from 'chevrotain';
import type {
  ClusterReference,
  CreateIcebergSinkStatement,
  CreateSinkStatement,
  EnvelopeClause,
  FormatClause,
  HeadersClause,
  IcebergTarget,
  ItemName,
  KafkaSinkOption,
  KafkaTarget,
  KeyClause,
  OptionList,
  RawName,
  SinkOption,
} from '../src/ast/nodes.ts';
import type { Span } from '../src/source/span.ts';
import { definitionFamilies } from './definition-families.ts';
import { families } from './options.ts';
import { TableRules } from './tables.ts';
import { isWord, spanOf, type Token, t } from './tokens.ts';

/** Clauses behind the target, in the order the language wants. */
const CLAUSES = ['KEY', 'HEADERS', 'FORMAT', 'ENVELOPE', 'WITH'] as const;
type ClauseName = (typeof CLAUSES)[number];

interface SinkParts {
  ifNotExists?: Span;
  name?: ItemName;
  cluster?: ClusterReference;
  from?: RawName;
  into?: KafkaTarget;
  iceberg?: IcebergTarget;
  mode?: 'UPSERT' | 'APPEND';
  key?: KeyClause;
  headers?: HeadersClause;
  format?: FormatClause;
  envelope?: EnvelopeClause;
  withOptions?: OptionList<SinkOption>;
}

type AnySinkStatement = CreateSinkStatement | CreateIcebergSinkStatement;

interface PlacedClause {
  readonly name: ClauseName;
  readonly span: Span;
}

const PROGRESS_HINT = 'Leave it out. Progress is kept in a topic of the connection.';

/** Options that are gone from `WITH (...)`, and what stands for them. */
const REMOVED_SINK_OPTIONS: ReadonlyMap<string, string> = new Map([
  ['size', 'Name a cluster with IN CLUSTER.'],
  ['consistency', PROGRESS_HINT],
  ['consistency_topic', PROGRESS_HINT],
  ['reuse_topic', 'Leave it out. A sink always goes on where it was.'],
  ['replication_factor', 'Write TOPIC REPLICATION FACTOR among the options behind the connection.'],
  ['partition_count', 'Write TOPIC PARTITION COUNT among the options behind the connection.'],
]);

export abstract class SinkRules extends TableRules {
  /**
   * createSink := CREATE SINK ifNotExists? itemName? (IN CLUSTER clusterReference)? FROM rawName
   *               INTO (kafkaTarget sinkClauses | icebergTarget icebergClauses)
   *
   * A part that is broken or missing is reported once; reading goes on at the next part that is there.
   */
  readonly createSink: ParserMethod<[], AnySinkStatement | undefined> = this.RULE(
    'createSink',
    (): AnySinkStatement | undefined => {
      const start = this.begin();
      const parts: SinkParts = {};
      this.CONSUME(t.Create);
      this.CONSUME(t.Sink);
      this.part(() => this.SUBRULE(this.sinkHead, { ARGS: [parts] }));
      if (this.reaches(t.From)) this.part(() => this.SUBRULE(this.sinkSource, { ARGS: [parts] }));
      if (this.reaches(t.Into)) this.part(() => this.SUBRULE(this.sinkTarget, { ARGS: [parts] }));
      this.choose<string, void>(parts.iceberg === undefined ? 'kafka' : 'iceberg', {
        kafka: () => this.SUBRULE(this.sinkClauses, { ARGS: [parts] }),
        iceberg: () => this.SUBRULE(this.icebergClauses, { ARGS: [parts] }),
      });
      return this.sinkOf(start, parts);
    },
  );

  private sinkOf(start: number, parts: SinkParts): AnySinkStatement | undefined {
    const { from, into, iceberg, mode, ...others } = parts;
    if (from === undefined) return undefined;
    const span = this.spanFrom(start);
    if (into !== undefined) return { kind: 'CreateSink', span, from, into, ...others };
    if (iceberg === undefined) return undefined;
    const { headers: _headers, format: _format, envelope: _envelope, ...shared } = others;
    const chosen = mode === undefined ? {} : { mode };
    return { kind: 'CreateIcebergSink', span, from, into: iceberg, ...shared, ...chosen };
  }

  private part(read: () => void): void {
    this.guarded(read, () => this.skipUntil((token) => this.startsPart(token)));
  }

  /**
   * Goes on to the word a part starts with; says it is missing unless something before it was wrong already. INTO may
   * be missing before KAFKA: the rule of the part says so.
   */
  private reaches(type: TokenType): boolean {
    if (this.RECORDING_PHASE || this.isNext(type)) return true;
    if (type === t.Into && this.isNext(t.Kafka) && this.isNext(t.Connection, 2)) return true;
    const isResumed = this.problems.length > 0 && (this.isAtEnd() || this.startsPart(this.look(1)));
    if (!isResumed) this.report(this.expectation(type.LABEL ?? type.name));
    const isWanted = (token: Token) => token.tokenType !== t.From || type === t.From;
    this.skipUntil((token) => this.startsPart(token) && isWanted(token));
    return this.isNext(type);
  }

  /** Whether FROM, INTO or a clause starts at a token of the statement's top level. */
  private startsPart(token: Token): boolean {
    if (this.parentOf(token.index) >= 0) return false;
    return token.tokenType === t.From || token.tokenType === t.Into || this.startsClause(token);
  }

  protected override startsClause(token: Token): boolean {
    const next = this.source.tokens[token.index + 1];
    if (next === undefined) return false;
    switch (token.tokenType) {
      case t.Key:
        return next.tokenType === t.LParen || next.tokenType === t.Format;
      case t.With:
        return next.tokenType === t.LParen;
      case t.Headers:
      case t.Format:
      case t.Envelope:
        return isWord(next);
    }
    return false;
  }

  /** sinkHead := ifNotExists? itemName? (IN CLUSTER clusterReference)? */
  readonly sinkHead: ParserMethod<[SinkParts], void> = this.RULE('sinkHead', (parts: SinkParts): void => {
    const ifNotExists = this.SUBRULE(this.ifNotExists);
    const name = this.optionally(
      () => this.hasSinkName(),
      () => this.SUBRULE(this.itemName),
    );
    this.ACTION(() => {
      if (ifNotExists !== undefined) parts.ifNotExists = ifNotExists;
      if (name !== undefined) parts.name = name;
      this.leaveOtherDialect(name);
    });
    this.OPTION2(() => {
      const cluster = this.SUBRULE(this.inCluster);
      this.ACTION(() => {
        parts.cluster = cluster;
      });
    });
  });

  /**
   * The first name is the sink's, but for `in` before CLUSTER and `from` not before FROM: those begin the next part.
   * The name counts, quoted or not.
   */
  private hasSinkName(): boolean {
    const { value } = this.look(1);
    if (value === 'in' && isWord(this.look(1))) return !this.isNext(t.Cluster, 2);
    if (value === 'from' && isWord(this.look(1))) return this.isNext(t.Period, 2) || this.isNext(t.From, 2);
    return true;
  }

  /** Sinks of other systems begin like ours and then differ in ways that name their origin. */
  private leaveOtherDialect(name: ItemName | undefined): void {
    const next = this.look(1);
    if (next.tokenType === t.As) {
      this.leave(
        { slug: 'other-dialect', span: spanOf(next), product: 'RisingWave', sign: 'AS and a query' },
        true,
      );
    }
    const isConnector = name?.parts.length === 1 && name.parts[0]?.name === 'connector';
    if (isConnector && isWord(next) && next.tokenType !== t.From && this.isNext(t.With, 2)) {
      this.leave({ slug: 'other-dialect', span: name.span, product: 'ksqlDB', sign: 'SINK CONNECTOR' }, true);
    }
  }

  /** inCluster := IN CLUSTER clusterReference */
  readonly inCluster: ParserMethod<[], ClusterReference> = this.RULE('inCluster', (): ClusterReference => {
    this.CONSUME(t.In);
    this.CONSUME(t.Cluster);
    return this.SUBRULE(this.clusterReference);
  });

  /** sinkSource := FROM rawName (IN CLUSTER clusterReference)?; the cluster belongs in front, but is read here too */
  readonly sinkSource: ParserMethod<[SinkParts], void> = this.RULE('sinkSource', (parts: SinkParts): void => {
    const from = this.CONSUME(t.From) as Token;
    const relation = this.SUBRULE(this.rawName);
    this.ACTION(() => {
      parts.from = relation;
      this.leaveConnectorList();
    });
    const start = this.begin();
    const cluster = this.OPTION({
      GATE: () => this.isNext(t.Cluster, 2),
      DEF: () => this.SUBRULE(this.inCluster),
    });
    this.ACTION(() => {
      if (cluster === undefined) return;
      parts.cluster ??= cluster;
      const span = this.spanFrom(start);
      const move = this.moved(span, from.startOffset);
      this.report({ slug: 'clause-order', span, clause: 'IN CLUSTER', before: 'FROM', move });
    });
  });

  /** Options of other systems are strings, or names in snake case, behind WITH. */
  private leaveConnectorList(): void {
    if (!this.isNext(t.With) || !this.isNext(t.LParen, 2)) return;
    const first = this.look(3);
    if (first.tokenType !== t.StringLiteral && first.value !== 'connector' && first.value !== 'type') return;
    const sign = 'WITH (connector = ...)';
    this.leave({ slug: 'other-dialect', span: spanOf(first), product: 'RisingWave', sign }, true);
  }

  /** sinkTarget := INTO (kafkaTarget | icebergTarget) */
  readonly sinkTarget: ParserMethod<[SinkParts], void> = this.RULE('sinkTarget', (parts: SinkParts): void => {
    this.keyword(t.Into);
    this.choose<string, void>(this.isNext(t.Iceberg) ? 'iceberg' : 'kafka', {
      kafka: () => {
        const into = this.SUBRULE(this.kafkaTarget);
        this.ACTION(() => {
          parts.into = into;
        });
      },
      iceberg: () => {
        const iceberg = this.SUBRULE(this.icebergTarget);
        this.ACTION(() => {
          parts.iceberg = iceberg;
        });
      },
    });
  });

  /** icebergTarget := ICEBERG CATALOG CONNECTION rawName definitionOptions? (USING AWS CONNECTION rawName)? */
  readonly icebergTarget: ParserMethod<[], IcebergTarget> = this.RULE('icebergTarget', (): IcebergTarget => {
    const start = this.begin();
    this.CONSUME(t.Iceberg);
    this.keyword(t.Catalog);
    this.keyword2(t.Connection);
    const connection = this.SUBRULE(this.rawName);
    const options = this.OPTION(() =>
      this.SUBRULE(this.definitionOptions, { ARGS: [definitionFamilies.iceberg] }),
    );
    const aws = this.OPTION2(() => {
      this.CONSUME(t.Using);
      this.CONSUME(t.Aws);
      this.CONSUME3(t.Connection);
      return this.SUBRULE2(this.rawName);
    });
    return {
      kind: 'IcebergTarget',
      span: this.spanFrom(start),
      connection,
      ...(options === undefined ? {} : { options }),
      ...(aws === undefined ? {} : { aws }),
    };
  });

  /** icebergClauses := keyClause? (MODE (UPSERT | APPEND))? sinkWith? */
  readonly icebergClauses: ParserMethod<[SinkParts], void> = this.RULE(
    'icebergClauses',
    (parts: SinkParts): void => {
      this.part(() => {
        this.OPTION(() => {
          const key = this.SUBRULE(this.keyClause);
          this.ACTION(() => {
            parts.key = key;
          });
        });
        this.OPTION2(() => {
          const mode = this.SUBRULE(this.mode);
          this.ACTION(() => {
            parts.mode = mode;
          });
        });
        this.OPTION3(() => {
          const withOptions = this.SUBRULE(this.sinkWith);
          this.ACTION(() => {
            parts.withOptions = withOptions;
          });
        });
        this.SUBRULE(this.statementEnd);
      });
    },
  );

  /** mode := MODE (UPSERT | APPEND) */
  readonly mode: ParserMethod<[], 'UPSERT' | 'APPEND'> = this.RULE('mode', (): 'UPSERT' | 'APPEND' => {
    this.CONSUME(t.Mode);
    const word = this.OR([
      { ALT: () => this.CONSUME(t.Upsert) },
      { ALT: () => this.CONSUME(t.Append) },
    ]) as Token;
    return word.tokenType === t.Append ? 'APPEND' : 'UPSERT';
  });

  /** kafkaTarget := KAFKA CONNECTION rawName kafkaSinkOptions? */
  readonly kafkaTarget: ParserMethod<[], KafkaTarget> = this.RULE('kafkaTarget', (): KafkaTarget => {
    const start = this.begin();
    this.CONSUME(t.Kafka);
    this.ACTION(() => this.refuseBroker());
    this.keyword(t.Connection);
    const connection = this.SUBRULE(this.rawName);
    const options = this.OPTION(() => this.SUBRULE(this.kafkaSinkOptions));
    return {
      kind: 'KafkaTarget',
      span: this.spanFrom(start),
      connection,
      ...(options === undefined ? {} : { options }),
    };
  });

  private refuseBroker(): void {
    const token = this.look(1);
    if (token.tokenType !== t.Broker && token.tokenType !== t.Brokers) return;
    const form = 'a broker given in place';
    const instead =
      "Name the broker in CREATE CONNECTION k TO KAFKA, and write INTO KAFKA CONNECTION k (TOPIC 't').";
    this.report({ slug: 'removed-syntax', span: spanOf(token), form, instead });
    this.fail('CONNECTION');
  }

  /** kafkaSinkOptions := "(" kafkaSinkOption ("," kafkaSinkOption)* ")" */
  readonly kafkaSinkOptions: ParserMethod<[], OptionList<KafkaSinkOption>> = this.RULE(
    'kafkaSinkOptions',
    (): OptionList<KafkaSinkOption> => {
      const open = this.CONSUME(t.LParen) as Token;
      const options = this.options(open, families.kafkaSink, () => this.SUBRULE(this.kafkaSinkOption));
      this.closeList(open, t.RParen);
      return { kind: 'OptionList', span: this.spanFrom(open.startOffset), options };
    },
  );

  /** kafkaSinkOption := PARTITION BY "="? expression | optionName assigned? */
  readonly kafkaSinkOption: ParserMethod<[], KafkaSinkOption> = this.RULE(
    'kafkaSinkOption',
    (): KafkaSinkOption => {
      const start = this.begin();
      const { name, span: nameSpan } = this.SUBRULE(this.optionName, { ARGS: [families.kafkaSink] });
      const parts = this.choose<string, Pick<KafkaSinkOption, 'value' | 'expression'>>(
        name === 'PARTITION BY' ? 'expression' : 'value',
        {
          value: () => this.SUBRULE(this.optionalAssigned) as Pick<KafkaSinkOption, 'value'>,
          expression: () => {
            this.OPTION(() => this.CONSUME(t.Equals));
            return { expression: this.SUBRULE(this.expression) };
          },
        },
      );
      return {
        kind: 'KafkaSinkOption',
        span: this.spanFrom(start),
        name: name as KafkaSinkOption['name'],
        nameSpan,
        ...parts,
      };
    },
  );

  /** sinkClauses := keyClause? headersClause? formatClause? envelopeClause? sinkWith? */
  readonly sinkClauses: ParserMethod<[SinkParts], void> = this.RULE(
    'sinkClauses',
    (parts: SinkParts): void => {
      if (this.RECORDING_PHASE) {
        this.MANY(() => this.readClause(this.clauseAhead() ?? 'KEY', parts));
        return;
      }
      const placed: PlacedClause[] = [];
      while (!this.isAtEnd()) {
        const name = this.clauseAhead();
        const start = this.begin();
        const before = this.problems.length;
        const wasWhole = name !== undefined && this.isWhole(name, parts);
        this.guarded(
          () => (name === undefined ? this.failBetweenClauses() : this.readClause(name, parts, placed)),
          () => this.skipPastClause(start),
        );
        if (name === undefined) continue;
        const span = this.spanFrom(start);
        const isWhole = this.isWhole(name, parts) && !wasWhole;
        if (this.problems.length === before || isWhole) this.place({ name, span }, placed);
      }
    },
  );

  private isWhole(name: ClauseName, parts: SinkParts): boolean {
    return parts[CLAUSE_MEMBERS[name]] !== undefined;
  }

  private skipPastClause(start: number): void {
    if (this.begin() === start && !this.isAtEnd()) this.skip();
    this.skipUntil((token) => this.parentOf(token.index) < 0 && this.startsClause(token));
  }

  private clauseAhead(): ClauseName | undefined {
    switch (this.look(1).tokenType) {
      case t.Key:
        return this.isNext(t.Format, 2) ? 'FORMAT' : 'KEY';
      case t.Headers:
        return 'HEADERS';
      case t.Format:
        return 'FORMAT';
      case t.Envelope:
        return 'ENVELOPE';
      case t.With:
        return 'WITH';
    }
    return undefined;
  }

  private failBetweenClauses(): never {
    const token = this.look(1);
    if (token.value === 'consistency') {
      const form = 'CONSISTENCY';
      this.report({ slug: 'removed-syntax', span: spanOf(token), form, instead: PROGRESS_HINT });
    }
    const asOf = token.tokenType === t.As && this.isNext(t.Of, 2);
    if (asOf || token.tokenType === t.Without) {
      const form = asOf ? 'AS OF' : 'WITHOUT SNAPSHOT';
      const instead = asOf ? 'Leave it out. A sink starts at the present.' : 'Write WITH (SNAPSHOT = false).';
      this.report({ slug: 'removed-syntax', span: spanOf(token), form, instead });
    }
    const [clause] = isWord(token) ? this.source.nearest(token.value, CLAUSES) : [];
    return this.fail('end of statement', token, clause === undefined ? undefined : `Did you mean ${clause}?`);
  }

  private readClause(name: ClauseName, parts: SinkParts, placed: readonly PlacedClause[] = []): void {
    const isFirst = !placed.some((clause) => clause.name === name);
    const take = (read: Partial<SinkParts>) => {
      this.ACTION(() => {
        if (isFirst) Object.assign(parts, read);
      });
    };
    this.choose<ClauseName, void>(name, {
      KEY: () => take({ key: this.SUBRULE(this.keyClause) }),
      HEADERS: () => take({ headers: this.SUBRULE(this.headersClause) }),
      FORMAT: () => take({ format: this.SUBRULE(this.formatClause) }),
      ENVELOPE: () => take({ envelope: this.SUBRULE(this.envelopeClause) }),
      WITH: () => take({ withOptions: this.SUBRULE(this.sinkWith) }),
    });
  }

  /** Reports a clause that came before or stands behind a later one; its fix puts it in its place. */
  private place(clause: PlacedClause, placed: PlacedClause[]): void {
    const first = placed.find(({ name }) => name === clause.name);
    if (first !== undefined) {
      this.report({ slug: 'duplicate-clause', span: clause.span, clause: clause.name, first: first.span });
      return;
    }
    const rank = CLAUSES.indexOf(clause.name);
    const later = placed.find(({ name }) => CLAUSES.indexOf(name) > rank);
    if (later !== undefined) {
      const move = this.moved(clause.span, later.span.start);
      const { name: before } = later;
      this.report({ slug: 'clause-order', span: clause.span, clause: clause.name, before, move });
    }
    placed.push(clause);
  }

  /** keyClause := KEY columns (NOT ENFORCED)? */
  readonly keyClause: ParserMethod<[], KeyClause> = this.RULE('keyClause', (): KeyClause => {
    const start = this.begin();
    this.CONSUME(t.Key);
    const columns = this.SUBRULE(this.columns);
    const notEnforced = this.optionally(
      () => this.isNext(t.Not) && this.isNext(t.Enforced, 2),
      () => {
        const from = this.begin();
        this.CONSUME(t.Not);
        this.CONSUME(t.Enforced);
        return this.spanFrom(from);
      },
    );
    return {
      kind: 'KeyClause',
      span: this.spanFrom(start),
      columns,
      ...(notEnforced === undefined ? {} : { notEnforced }),
    };
  });

  /** headersClause := HEADERS identifier */
  readonly headersClause: ParserMethod<[], HeadersClause> = this.RULE('headersClause', (): HeadersClause => {
    const start = this.begin();
    this.CONSUME(t.Headers);
    const column = this.SUBRULE(this.identifier);
    return { kind: 'HeadersClause', span: this.spanFrom(start), column };
  });

  /** envelopeClause := ENVELOPE (UPSERT | DEBEZIUM) */
  readonly envelopeClause: ParserMethod<[], EnvelopeClause> = this.RULE(
    'envelopeClause',
    (): EnvelopeClause => {
      const start = this.begin();
      this.CONSUME(t.Envelope);
      const word = this.OR({
        DEF: [{ ALT: () => this.CONSUME(t.Upsert) }, { ALT: () => this.CONSUME(t.Debezium) }],
      }) as Token;
      const envelope = word.tokenType === t.Upsert ? 'UPSERT' : 'DEBEZIUM';
      return { kind: 'EnvelopeClause', span: this.spanFrom(start), envelope };
    },
  );

  /** sinkWith := WITH "(" sinkOption ("," sinkOption)* ")" */
  readonly sinkWith: ParserMethod<[], OptionList<SinkOption>> = this.RULE(
    'sinkWith',
    (): OptionList<SinkOption> => {
      this.CONSUME(t.With);
      this.ACTION(() => this.refuseSnapshotWords());
      const open = this.CONSUME(t.LParen) as Token;
      const options = this.options(open, families.sink, () => this.SUBRULE(this.sinkOption));
      this.closeList(open, t.RParen);
      return { kind: 'OptionList', span: this.spanFrom(open.startOffset), options };
    },
  );

  private refuseSnapshotWords(): void {
    const token = this.look(1);
    if (token.tokenType !== t.Snapshot) return;
    const instead = 'Write WITH (SNAPSHOT = true).';
    this.report({ slug: 'removed-syntax', span: spanOf(token), form: 'WITH SNAPSHOT', instead });
    this.fail('left parenthesis');
  }

  /** sinkOption := optionName assigned? */
  readonly sinkOption: ParserMethod<[], SinkOption> = this.RULE('sinkOption', (): SinkOption => {
    const start = this.begin();
    this.ACTION(() => this.refuseRemovedOption());
    const { name, span: nameSpan } = this.SUBRULE(this.optionName, { ARGS: [families.sink] });
    const { value } = this.SUBRULE(this.optionalAssigned) as Pick<SinkOption, 'value'>;
    return {
      kind: 'SinkOption',
      span: this.spanFrom(start),
      name: name as SinkOption['name'],
      nameSpan,
      ...(value === undefined ? {} : { value }),
    };
  });

  private refuseRemovedOption(): void {
    const token = this.look(1);
    const instead = REMOVED_SINK_OPTIONS.get(token.value);
    if (instead === undefined || !isWord(token)) return;
    this.report({ slug: 'removed-syntax', span: spanOf(token), form: token.value.toUpperCase(), instead });
    this.fail(families.sink.label);
  }
}

const CLAUSE_MEMBERS = {
  KEY: 'key',
  HEADERS: 'headers',
  FORMAT: 'format',
  ENVELOPE: 'envelope',
  WITH: 'withOptions',
} as const satisfies Record<ClauseName, keyof SinkParts>;
