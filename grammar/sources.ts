import type { ParserMethod } from 'chevrotain';
import type {
  ColumnDefinition,
  CreateSourceStatement,
  CreateTableFromSourceStatement,
  GeneratorName,
  Identifier,
  IncludedMetadata,
  InlineErrors,
  ItemName,
  SourceEnvelope,
  SourceKey,
  SourceOrigin,
  SourceReference,
  SourceReferences,
  SourceType,
  TableConstraint,
} from '../src/ast/nodes.ts';
import { definitionFamilies, GENERATORS, SOURCE_FAMILIES } from './definition-families.ts';
import { phraseTree } from './options.ts';
import { SinkRules } from './sinks.ts';
import { isWord, spanOf, type Token, t } from './tokens.ts';

const generators = phraseTree(GENERATORS);

type IncludeParts = Omit<IncludedMetadata, 'kind' | 'span'>;

/** What behind a name in a list shows that the name stands alone. */
const NAME_ENDS = new Set([t.Comma, t.RParen]);

export abstract class SourceRules extends SinkRules {
  /**
   * createSource := CREATE SOURCE ifNotExists itemName ("(" sourceElement ("," sourceElement)* ")")?
   *                 inCluster? FROM sourceOrigin formatClause? includes? (ENVELOPE sourceEnvelope)?
   *                 sourceReferences? (EXPOSE PROGRESS AS rawName)? withDefinitions?
   */
  readonly createSource: ParserMethod<[], CreateSourceStatement | undefined> = this.RULE(
    'createSource',
    (): CreateSourceStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Create);
      this.CONSUME(t.Source);
      const ifNotExists = this.SUBRULE(this.ifNotExists);
      const name = this.SUBRULE(this.itemName);
      const elements = this.OPTION(() => this.SUBRULE(this.sourceElements)) ?? [];
      const cluster = this.OPTION2(() => this.SUBRULE(this.inCluster));
      this.CONSUME(t.From);
      const from = this.SUBRULE(this.sourceOrigin);
      const format = this.OPTION3(() => this.SUBRULE(this.formatClause));
      const includes = this.OPTION4(() => this.SUBRULE(this.includes)) ?? [];
      const envelope = this.OPTION5(() => {
        this.CONSUME(t.Envelope);
        return this.SUBRULE(this.sourceEnvelope);
      });
      const references = this.OPTION6({
        GATE: () => this.isNext(t.Tables, 2) || this.isNext(t.Schemas, 2) || this.isNext(t.All, 2),
        DEF: () => this.SUBRULE(this.sourceReferences),
      });
      const progress = this.OPTION7(() => {
        this.CONSUME(t.Expose);
        this.CONSUME(t.Progress);
        this.CONSUME(t.As);
        return this.SUBRULE(this.rawName);
      });
      const withOptions = this.OPTION8(() =>
        this.SUBRULE(this.withDefinitions, { ARGS: [definitionFamilies.source] }),
      );
      const span = this.spanFrom(start);
      this.SUBRULE(this.statementEnd);
      return this.ACTION(() => {
        const key = elements.find((element) => element.kind === 'SourceKey');
        return {
          kind: 'CreateSource' as const,
          span,
          ...(ifNotExists === undefined ? {} : { ifNotExists }),
          name,
          columns: elements.filter((element) => element.kind === 'Identifier'),
          ...(key === undefined ? {} : { key }),
          ...(cluster === undefined ? {} : { cluster }),
          from,
          ...(format === undefined ? {} : { format }),
          includes,
          ...(envelope === undefined ? {} : { envelope }),
          ...(references === undefined ? {} : { references }),
          ...(progress === undefined ? {} : { progress }),
          ...(withOptions === undefined ? {} : { withOptions }),
        };
      });
    },
  );

  /** sourceElements := "(" sourceElement ("," sourceElement)* ")" */
  readonly sourceElements: ParserMethod<[], readonly (Identifier | SourceKey)[]> = this.RULE(
    'sourceElements',
    (): readonly (Identifier | SourceKey)[] => {
      const open = this.CONSUME(t.LParen) as Token;
      const elements = this.list<Identifier | SourceKey>(open, {
        expected: 'identifier',
        item: () => this.SUBRULE(this.sourceElement),
        startsItem: () => isWord(this.look(1)),
      });
      this.ACTION(() => this.refuseSecondKey(elements));
      this.closeList(open, t.RParen);
      return elements;
    },
  );

  private refuseSecondKey(elements: readonly (Identifier | SourceKey)[]): void {
    const [first, second] = elements.filter((element) => element.kind === 'SourceKey');
    if (first === undefined || second === undefined) return;
    this.report({
      slug: 'duplicate-clause',
      span: second.span,
      clause: 'PRIMARY KEY',
      first: first.span,
    });
  }

  /** sourceElement := PRIMARY KEY columns NOT ENFORCED | identifier */
  readonly sourceElement: ParserMethod<[], Identifier | SourceKey> = this.RULE(
    'sourceElement',
    (): Identifier | SourceKey => {
      const start = this.begin();
      const isKey = this.isNext(t.Primary) && this.isNext(t.Key, 2);
      return this.choose<string, Identifier | SourceKey>(isKey ? 'key' : 'column', {
        key: () => {
          this.CONSUME(t.Primary);
          this.CONSUME(t.Key);
          const columns = this.SUBRULE(this.columns);
          this.CONSUME(t.Not);
          this.CONSUME(t.Enforced);
          return { kind: 'SourceKey', span: this.spanFrom(start), columns };
        },
        column: () => this.SUBRULE(this.identifier),
      });
    },
  );

  /**
   * sourceOrigin := (KAFKA | POSTGRES | MYSQL | SQL SERVER) CONNECTION rawName definitionOptions?
   *                 | LOAD GENERATOR generator definitionOptions?
   */
  readonly sourceOrigin: ParserMethod<[], SourceOrigin> = this.RULE('sourceOrigin', (): SourceOrigin => {
    const start = this.begin();
    const type = this.SUBRULE(this.sourceType);
    const origin = this.choose<string, Pick<SourceOrigin, 'generator' | 'connection'>>(
      type === 'LOAD GENERATOR' ? 'generator' : 'connection',
      {
        generator: () => ({ generator: this.SUBRULE(this.generator) }),
        connection: () => {
          this.CONSUME(t.Connection);
          return { connection: this.SUBRULE(this.rawName) };
        },
      },
    );
    const family = this.ACTION(() => SOURCE_FAMILIES[type]) ?? definitionFamilies.kafkaSource;
    const options = this.OPTION(() => this.SUBRULE(this.definitionOptions, { ARGS: [family] }));
    return {
      kind: 'SourceOrigin',
      span: this.spanFrom(start),
      type,
      ...origin,
      ...(options === undefined ? {} : { options }),
    };
  });

  /** sourceType := KAFKA | POSTGRES | MYSQL | SQL SERVER | LOAD GENERATOR */
  readonly sourceType: ParserMethod<[], SourceType> = this.RULE('sourceType', (): SourceType => {
    const word = this.OR({
      DEF: [
        { ALT: () => this.CONSUME(t.Kafka) },
        { ALT: () => this.CONSUME(t.Postgres) },
        { ALT: () => this.CONSUME(t.Mysql) },
        {
          ALT: () => {
            const first = this.CONSUME(t.Sql);
            this.CONSUME(t.Server);
            return first;
          },
        },
        {
          ALT: () => {
            const first = this.CONSUME(t.Load);
            this.CONSUME(t.Generator);
            return first;
          },
        },
      ],
      ERR_MSG: 'KAFKA, POSTGRES, MYSQL, SQL SERVER or LOAD GENERATOR',
    }) as Token;
    return this.ACTION((): SourceType => {
      if (word.tokenType === t.Sql) return 'SQL SERVER';
      if (word.tokenType === t.Load) return 'LOAD GENERATOR';
      return word.value.toUpperCase() as SourceType;
    });
  });

  /** generator := CLOCK | COUNTER | MARKETING | AUCTION | TPCH | DATUMS | KEY VALUE */
  readonly generator: ParserMethod<[], GeneratorName> = this.RULE('generator', (): GeneratorName => {
    if (this.RECORDING_PHASE) {
      this.AT_LEAST_ONE(() => this.CONSUME(t.AnyKeyword));
      return 'CLOCK';
    }
    const { name, words } = this.walkPhrase(generators);
    if (name === undefined) this.fail([...words.keys()].join(' or '));
    return name as GeneratorName;
  });

  /** includes := INCLUDE includedMetadata ("," includedMetadata)* */
  readonly includes: ParserMethod<[], readonly IncludedMetadata[]> = this.RULE(
    'includes',
    (): readonly IncludedMetadata[] => {
      const included: IncludedMetadata[] = [];
      this.CONSUME(t.Include);
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => included.push(this.SUBRULE(this.includedMetadata)),
      });
      return included;
    },
  );

  /** includedMetadata := (KEY | TIMESTAMP | PARTITION | OFFSET | HEADERS) asIdentifier? | HEADER STRING asIdentifier BYTES? */
  readonly includedMetadata: ParserMethod<[], IncludedMetadata> = this.RULE(
    'includedMetadata',
    (): IncludedMetadata => {
      const start = this.begin();
      const parts = this.OR({
        DEF: [
          {
            ALT: (): IncludeParts => {
              this.CONSUME(t.Header);
              const header = this.SUBRULE(this.string).value;
              const alias = this.SUBRULE(this.asIdentifier);
              const bytes = this.OPTION(() => this.CONSUME(t.Bytes)) !== undefined;
              return { metadata: 'HEADER', header, alias, bytes };
            },
          },
          {
            ALT: (): IncludeParts => {
              const word = this.OR2([
                { ALT: () => this.CONSUME(t.Key) },
                { ALT: () => this.CONSUME(t.Timestamp) },
                { ALT: () => this.CONSUME(t.Partition) },
                { ALT: () => this.CONSUME(t.Offset) },
                { ALT: () => this.CONSUME(t.Headers) },
              ]) as Token;
              const alias = this.OPTION2(() => this.SUBRULE2(this.asIdentifier));
              const metadata = this.ACTION(() => word.value.toUpperCase() as IncludeParts['metadata']);
              return { metadata, ...(alias === undefined ? {} : { alias }), bytes: false };
            },
          },
        ],
        ERR_MSG: 'KEY, TIMESTAMP, PARTITION, OFFSET, HEADERS or HEADER',
      });
      return { kind: 'IncludedMetadata', span: this.spanFrom(start), ...parts };
    },
  );

  /** asIdentifier := AS identifier */
  readonly asIdentifier: ParserMethod<[], Identifier> = this.RULE('asIdentifier', (): Identifier => {
    this.CONSUME(t.As);
    return this.SUBRULE(this.identifier);
  });

  /** sourceEnvelope := NONE | DEBEZIUM | MATERIALIZE | UPSERT decodingErrors? */
  readonly sourceEnvelope: ParserMethod<[], SourceEnvelope> = this.RULE(
    'sourceEnvelope',
    (): SourceEnvelope => {
      const start = this.begin();
      let errors: readonly InlineErrors[] | undefined;
      const word = this.OR({
        DEF: [
          { ALT: () => this.CONSUME(t.None) },
          { ALT: () => this.CONSUME(t.Debezium) },
          { ALT: () => this.CONSUME(t.Materialize) },
          {
            ALT: () => {
              const upsert = this.CONSUME(t.Upsert);
              errors = this.OPTION(() => this.SUBRULE(this.decodingErrors));
              return upsert;
            },
          },
        ],
        ERR_MSG: 'NONE, UPSERT, DEBEZIUM or MATERIALIZE',
      }) as Token;
      return this.ACTION(() => ({
        kind: 'SourceEnvelope' as const,
        span: this.spanFrom(start),
        envelope: word.value.toUpperCase() as SourceEnvelope['envelope'],
        errors: errors ?? [],
      }));
    },
  );

  /** decodingErrors := "(" VALUE DECODING ERRORS "="? ("(" inlineErrorList ")" | inlineErrorList) ")" */
  readonly decodingErrors: ParserMethod<[], readonly InlineErrors[]> = this.RULE(
    'decodingErrors',
    (): readonly InlineErrors[] => {
      this.CONSUME(t.LParen);
      this.CONSUME(t.Value);
      this.CONSUME(t.Decoding);
      this.CONSUME(t.Errors);
      this.OPTION(() => this.CONSUME(t.Equals));
      const errors = this.OR([
        {
          ALT: () => {
            this.CONSUME2(t.LParen);
            const enclosed = this.SUBRULE(this.inlineErrorList);
            this.CONSUME2(t.RParen);
            return enclosed;
          },
        },
        { ALT: () => this.SUBRULE2(this.inlineErrorList) },
      ]);
      this.CONSUME(t.RParen);
      return errors;
    },
  );

  /** inlineErrorList := INLINE asIdentifier? ("," INLINE asIdentifier?)* */
  readonly inlineErrorList: ParserMethod<[], readonly InlineErrors[]> = this.RULE(
    'inlineErrorList',
    (): readonly InlineErrors[] => {
      const errors: InlineErrors[] = [];
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => {
          const word = this.CONSUME(t.Inline) as Token;
          const alias = this.OPTION(() => this.SUBRULE(this.asIdentifier));
          const span = this.spanFrom(spanOf(word).start);
          errors.push({ kind: 'InlineErrors', span, ...(alias === undefined ? {} : { alias }) });
        },
      });
      return errors;
    },
  );

  /** sourceReferences := FOR (TABLES "(" sourceReference list ")" | SCHEMAS columns | ALL TABLES) */
  readonly sourceReferences: ParserMethod<[], SourceReferences> = this.RULE(
    'sourceReferences',
    (): SourceReferences => {
      const start = this.begin();
      this.CONSUME(t.For);
      const parts = this.OR([
        {
          ALT: (): Omit<SourceReferences, 'kind' | 'span'> => {
            this.CONSUME(t.Tables);
            const open = this.CONSUME(t.LParen) as Token;
            const tables = this.list(open, {
              expected: 'identifier',
              item: () => this.SUBRULE(this.sourceReference),
              startsItem: () => isWord(this.look(1)),
            });
            this.closeList(open, t.RParen);
            return { form: 'TABLES', tables, schemas: [] };
          },
        },
        {
          ALT: (): Omit<SourceReferences, 'kind' | 'span'> => {
            this.CONSUME(t.Schemas);
            return { form: 'SCHEMAS', tables: [], schemas: this.SUBRULE(this.columns) };
          },
        },
        {
          ALT: (): Omit<SourceReferences, 'kind' | 'span'> => {
            this.CONSUME(t.All);
            this.CONSUME2(t.Tables);
            return { form: 'ALL TABLES', tables: [], schemas: [] };
          },
        },
      ]);
      return { kind: 'SourceReferences', span: this.spanFrom(start), ...parts };
    },
  );

  /** sourceReference := itemName ((AS | INTO) itemName)? */
  readonly sourceReference: ParserMethod<[], SourceReference> = this.RULE(
    'sourceReference',
    (): SourceReference => {
      const start = this.begin();
      const name = this.SUBRULE(this.itemName);
      const alias = this.OPTION(() => {
        this.OR([{ ALT: () => this.CONSUME(t.As) }, { ALT: () => this.CONSUME(t.Into) }]);
        return this.SUBRULE2(this.itemName);
      });
      return {
        kind: 'SourceReference',
        span: this.spanFrom(start),
        name,
        ...(alias === undefined ? {} : { alias }),
      };
    },
  );

  /**
   * createTableFromSource := CREATE TABLE ifNotExists itemName sourceColumns? FROM SOURCE rawName
   *                          ("(" REFERENCE "="? itemName ")")? formatClause? includes?
   *                          (ENVELOPE sourceEnvelope)? withDefinitions?
   */
  readonly createTableFromSource: ParserMethod<[], CreateTableFromSourceStatement | undefined> = this.RULE(
    'createTableFromSource',
    (): CreateTableFromSourceStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Create);
      this.CONSUME(t.Table);
      const ifNotExists = this.SUBRULE(this.ifNotExists);
      const name = this.SUBRULE(this.itemName);
      const elements = this.OPTION(() => this.SUBRULE(this.sourceColumns)) ?? [];
      this.CONSUME(t.From);
      this.CONSUME(t.Source);
      const source = this.SUBRULE(this.rawName);
      const reference = this.OPTION2(() => this.SUBRULE(this.reference));
      const format = this.OPTION3(() => this.SUBRULE(this.formatClause));
      const includes = this.OPTION4(() => this.SUBRULE(this.includes)) ?? [];
      const envelope = this.OPTION5(() => {
        this.CONSUME(t.Envelope);
        return this.SUBRULE(this.sourceEnvelope);
      });
      const withOptions = this.OPTION6(() =>
        this.SUBRULE(this.withDefinitions, { ARGS: [definitionFamilies.tableFromSource] }),
      );
      const span = this.spanFrom(start);
      this.SUBRULE(this.statementEnd);
      return this.ACTION(() => ({
        kind: 'CreateTableFromSource' as const,
        span,
        ...(ifNotExists === undefined ? {} : { ifNotExists }),
        name,
        columnNames: elements.filter((element) => element.kind === 'Identifier'),
        columns: elements.filter((element) => element.kind === 'ColumnDefinition'),
        constraints: elements.filter((element) => element.kind === 'TableConstraint'),
        source,
        ...(reference === undefined ? {} : { reference }),
        ...(format === undefined ? {} : { format }),
        includes,
        ...(envelope === undefined ? {} : { envelope }),
        ...(withOptions === undefined ? {} : { withOptions }),
      }));
    },
  );

  /** reference := "(" REFERENCE "="? itemName ")" */
  readonly reference: ParserMethod<[], ItemName> = this.RULE('reference', (): ItemName => {
    this.CONSUME(t.LParen);
    this.CONSUME(t.Reference);
    this.OPTION(() => this.CONSUME(t.Equals));
    const name = this.SUBRULE(this.itemName);
    this.CONSUME(t.RParen);
    return name;
  });

  /** sourceColumns := "(" (sourceColumn ("," sourceColumn)*)? ")"; names or definitions, not both */
  readonly sourceColumns: ParserMethod<[], readonly (ColumnDefinition | TableConstraint | Identifier)[]> =
    this.RULE('sourceColumns', (): readonly (ColumnDefinition | TableConstraint | Identifier)[] => {
      const open = this.CONSUME(t.LParen) as Token;
      const elements = this.list<ColumnDefinition | TableConstraint | Identifier>(open, {
        expected: 'a column or a constraint',
        mayBeEmpty: true,
        item: () => this.SUBRULE(this.sourceColumn),
      });
      this.ACTION(() => {
        const has = (kind: string) => elements.some((element) => element.kind === kind);
        if (!has('Identifier') || !has('ColumnDefinition')) return;
        this.report(this.expectation('names alone, or a type behind every name'));
      });
      this.closeList(open, t.RParen);
      return elements;
    });

  /** sourceColumn := tableConstraint | columnDefinition | columnIdentifier */
  readonly sourceColumn: ParserMethod<[], ColumnDefinition | TableConstraint | Identifier> = this.RULE(
    'sourceColumn',
    (): ColumnDefinition | TableConstraint | Identifier => {
      const isBare = NAME_ENDS.has(this.look(2).tokenType) && !this.startsConstraint();
      return this.choose<string, ColumnDefinition | TableConstraint | Identifier>(
        isBare ? 'name' : 'element',
        {
          name: () => this.SUBRULE(this.columnIdentifier),
          element: () => this.SUBRULE(this.tableElement),
        },
      );
    },
  );
}
