import type { ParserMethod, TokenType } from 'chevrotain';
import type {
  AvroFormat,
  AvroSeed,
  ColumnName,
  CsvFormat,
  Format,
  FormatClause,
  Identifier,
  OptionList,
  ProtobufFormat,
  ProtobufSeed,
  RawName,
  RegexFormat,
  RegistryOption,
  RegistryReference,
  SchemaStrategy,
  SimpleFormat,
} from '../src/ast/nodes.ts';
import { joinSpans } from '../src/source/span.ts';
import { families, type OptionFamily } from './options.ts';
import { QueryRules } from './queries.ts';
import { spanOf, type Token, t } from './tokens.ts';

type FormatWord = 'simple' | 'avro' | 'protobuf' | 'regex' | 'csv' | 'none';

const FORMAT_WORDS: ReadonlyMap<TokenType, FormatWord> = new Map<TokenType, FormatWord>([
  [t.Json, 'simple'],
  [t.Text, 'simple'],
  [t.Bytes, 'simple'],
  [t.Avro, 'avro'],
  [t.Protobuf, 'protobuf'],
  [t.Regex, 'regex'],
  [t.Csv, 'csv'],
]);

/** Ids of a registry are signed numbers of so many bits. */
const ID_BITS = 32n;

export abstract class FormatRules extends QueryRules {
  /** formatClause := KEY FORMAT format VALUE FORMAT format | FORMAT format */
  readonly formatClause: ParserMethod<[], FormatClause> = this.RULE('formatClause', (): FormatClause => {
    const start = this.begin();
    const key = this.OPTION(() => {
      this.CONSUME(t.Key);
      this.CONSUME(t.Format);
      const format = this.SUBRULE(this.format);
      this.CONSUME(t.Value);
      return format;
    });
    this.CONSUME2(t.Format);
    const value = this.SUBRULE2(this.format);
    return {
      kind: 'FormatClause',
      span: this.spanFrom(start),
      ...(key === undefined ? {} : { key }),
      value,
    };
  });

  /** format := AVRO ... | PROTOBUF ... | REGEX STRING | CSV ... | JSON ARRAY? | TEXT | BYTES */
  readonly format: ParserMethod<[], Format> = this.RULE(
    'format',
    (): Format =>
      this.choose<FormatWord, Format>(this.formatWord(), {
        simple: () => this.SUBRULE(this.simpleFormat),
        avro: () => this.SUBRULE(this.avroFormat),
        protobuf: () => this.SUBRULE(this.protobufFormat),
        regex: () => this.SUBRULE(this.regexFormat),
        csv: () => this.SUBRULE(this.csvFormat),
        none: () => this.fail('AVRO, PROTOBUF, REGEX, CSV, JSON, TEXT or BYTES'),
      }),
  );

  private formatWord(): FormatWord {
    return FORMAT_WORDS.get(this.look(1).tokenType) ?? 'none';
  }

  /** simpleFormat := JSON ARRAY? | TEXT | BYTES */
  readonly simpleFormat: ParserMethod<[], SimpleFormat> = this.RULE('simpleFormat', (): SimpleFormat => {
    const start = this.begin();
    const name = this.OR([
      {
        ALT: (): SimpleFormat['name'] => {
          this.CONSUME(t.Json);
          return this.OPTION(() => this.CONSUME(t.Array)) === undefined ? 'JSON' : 'JSON ARRAY';
        },
      },
      {
        ALT: (): SimpleFormat['name'] => {
          this.CONSUME(t.Text);
          return 'TEXT';
        },
      },
      {
        ALT: (): SimpleFormat['name'] => {
          this.CONSUME(t.Bytes);
          return 'BYTES';
        },
      },
    ]);
    return { kind: 'SimpleFormat', span: this.spanFrom(start), name };
  });

  /** regexFormat := REGEX STRING */
  readonly regexFormat: ParserMethod<[], RegexFormat> = this.RULE('regexFormat', (): RegexFormat => {
    const start = this.begin();
    this.CONSUME(t.Regex);
    const pattern = this.SUBRULE(this.string).value;
    return { kind: 'RegexFormat', span: this.spanFrom(start), pattern };
  });

  /** csvFormat := CSV WITH ((HEADER | HEADERS) columns | uint COLUMNS) (DELIMITED BY STRING)? */
  readonly csvFormat: ParserMethod<[], CsvFormat> = this.RULE('csvFormat', (): CsvFormat => {
    const start = this.begin();
    let header: readonly Identifier[] | undefined;
    let columnCount: string | undefined;
    this.CONSUME(t.Csv);
    this.CONSUME(t.With);
    this.OR({
      DEF: [
        {
          ALT: () => {
            this.OR2([{ ALT: () => this.CONSUME(t.Header) }, { ALT: () => this.CONSUME(t.Headers) }]);
            header = this.SUBRULE(this.columns);
          },
        },
        {
          ALT: () => {
            columnCount = this.SUBRULE(this.unsignedInteger);
            this.CONSUME(t.Columns);
          },
        },
      ],
      ERR_MSG: 'HEADER or a number of columns',
    });
    const delimiter = this.OPTION(() => {
      this.CONSUME(t.Delimited);
      this.CONSUME(t.By);
      return this.SUBRULE(this.delimiter);
    });
    return {
      kind: 'CsvFormat',
      span: this.spanFrom(start),
      ...(header === undefined ? {} : { header }),
      ...(columnCount === undefined ? {} : { columnCount }),
      ...(delimiter === undefined ? {} : { delimiter }),
    };
  });

  /** delimiter := STRING of one byte */
  readonly delimiter: ParserMethod<[], string> = this.RULE('delimiter', (): string => {
    const token = this.SUBRULE(this.string);
    this.ACTION(() => {
      if (token.value.length === 1 && token.value < '\x80') return;
      this.report({ slug: 'delimiter-length', span: spanOf(token), delimiter: token.value });
    });
    return token.value;
  });

  /**
   * protobufFormat := PROTOBUF (USING CONFLUENT SCHEMA REGISTRY registry protobufSeed?
   *                            | MESSAGE STRING USING SCHEMA STRING)
   */
  readonly protobufFormat: ParserMethod<[], ProtobufFormat> = this.RULE(
    'protobufFormat',
    (): ProtobufFormat => {
      const start = this.begin();
      this.CONSUME(t.Protobuf);
      const parts = this.OR([
        {
          ALT: (): Partial<ProtobufFormat> => {
            this.CONSUME(t.Using);
            this.SUBRULE(this.confluentWords);
            const registry = this.SUBRULE(this.registry, { ARGS: [families.confluent] });
            const seed = this.OPTION(() => this.SUBRULE(this.protobufSeed));
            return { registry, ...(seed === undefined ? {} : { seed }) };
          },
        },
        {
          ALT: (): Partial<ProtobufFormat> => {
            this.CONSUME(t.Message);
            const message = this.SUBRULE(this.string).value;
            this.CONSUME2(t.Using);
            this.CONSUME(t.Schema);
            return { message, schema: this.SUBRULE2(this.string).value };
          },
        },
      ]);
      return { kind: 'ProtobufFormat', span: this.spanFrom(start), ...parts };
    },
  );

  /** protobufSeed := SEED (KEY SCHEMA STRING MESSAGE STRING)? VALUE SCHEMA STRING MESSAGE STRING */
  readonly protobufSeed: ParserMethod<[], ProtobufSeed> = this.RULE('protobufSeed', (): ProtobufSeed => {
    const start = this.begin();
    this.CONSUME(t.Seed);
    const key = this.OPTION(() => {
      this.CONSUME(t.Key);
      return this.SUBRULE(this.seedSchema);
    });
    this.CONSUME(t.Value);
    const value = this.SUBRULE2(this.seedSchema);
    return { kind: 'ProtobufSeed', span: this.spanFrom(start), ...(key === undefined ? {} : { key }), value };
  });

  /** seedSchema := SCHEMA STRING MESSAGE STRING */
  readonly seedSchema: ParserMethod<[], ProtobufSeed['value']> = this.RULE('seedSchema', () => {
    this.CONSUME(t.Schema);
    const schema = this.SUBRULE(this.string).value;
    this.CONSUME(t.Message);
    const message = this.SUBRULE2(this.string).value;
    return { schema, message };
  });

  /** avroFormat := AVRO USING (confluentAvro | glueAvro | inlineAvro) */
  readonly avroFormat: ParserMethod<[], AvroFormat> = this.RULE('avroFormat', (): AvroFormat => {
    const start = this.begin();
    this.CONSUME(t.Avro);
    this.CONSUME(t.Using);
    const parts = this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.confluentAvro) },
        { ALT: () => this.SUBRULE(this.glueAvro) },
        { ALT: () => this.SUBRULE(this.inlineAvro) },
      ],
      ERR_MSG: 'CONFLUENT SCHEMA REGISTRY, AWS GLUE SCHEMA REGISTRY or SCHEMA',
    });
    return { kind: 'AvroFormat', span: this.spanFrom(start), ...parts };
  });

  /** confluentWords := CONFLUENT SCHEMA REGISTRY */
  readonly confluentWords: ParserMethod<[], void> = this.RULE('confluentWords', (): void => {
    this.CONSUME(t.Confluent);
    this.keyword(t.Schema);
    this.keyword2(t.Registry);
    this.ACTION(() => {
      const token = this.look(1);
      if (token.tokenType !== t.StringLiteral) return;
      const form = 'a schema registry given by its address';
      const instead = 'Write CREATE CONNECTION r TO CONFLUENT SCHEMA REGISTRY (...), and CONNECTION r here.';
      this.report({ slug: 'removed-syntax', span: spanOf(token), form, instead });
      this.fail('CONNECTION');
    });
  });

  /** confluentAvro := confluentWords registry avroSeed? (KEY STRATEGY strategy)? (VALUE STRATEGY strategy)? */
  readonly confluentAvro: ParserMethod<[], AvroParts> = this.RULE('confluentAvro', (): AvroParts => {
    this.SUBRULE(this.confluentWords);
    const registry = this.SUBRULE(this.registry, { ARGS: [families.confluent] });
    const seed = this.OPTION(() => this.SUBRULE(this.avroSeed));
    const keyStrategy = this.OPTION2({
      GATE: () => this.isNext(t.Strategy, 2),
      DEF: () => {
        this.CONSUME(t.Key);
        return this.SUBRULE(this.strategy);
      },
    });
    const valueStrategy = this.OPTION3({
      GATE: () => this.isNext(t.Strategy, 2),
      DEF: () => {
        this.CONSUME(t.Value);
        return this.SUBRULE2(this.strategy);
      },
    });
    return {
      source: 'confluent',
      registry,
      ...(seed === undefined ? {} : { seed }),
      ...(keyStrategy === undefined ? {} : { keyStrategy }),
      ...(valueStrategy === undefined ? {} : { valueStrategy }),
    };
  });

  /** glueAvro := AWS GLUE SCHEMA REGISTRY registry (SEED VALUE SCHEMA STRING)? */
  readonly glueAvro: ParserMethod<[], AvroParts> = this.RULE('glueAvro', (): AvroParts => {
    this.CONSUME(t.Aws);
    this.CONSUME(t.Glue);
    this.CONSUME(t.Schema);
    this.CONSUME(t.Registry);
    const registry = this.SUBRULE(this.registry, { ARGS: [families.glue] });
    const seed = this.OPTION((): AvroSeed => {
      const start = this.begin();
      this.CONSUME(t.Seed);
      this.CONSUME(t.Value);
      this.CONSUME2(t.Schema);
      const valueSchema = this.SUBRULE(this.string).value;
      return { kind: 'AvroSeed', span: this.spanFrom(start), valueSchema };
    });
    return { source: 'glue', registry, ...(seed === undefined ? {} : { seed }) };
  });

  /** inlineAvro := SCHEMA STRING ("(" CONFLUENT WIRE FORMAT assigned? ")")? */
  readonly inlineAvro: ParserMethod<[], AvroParts> = this.RULE('inlineAvro', (): AvroParts => {
    this.CONSUME(t.Schema);
    const schema = this.SUBRULE(this.string).value;
    const schemaOptions = this.OPTION(() =>
      this.SUBRULE(this.registryOptions, { ARGS: [families.inlineSchema] }),
    );
    return { source: 'inline', schema, ...(schemaOptions === undefined ? {} : { schemaOptions }) };
  });

  /** registry := CONNECTION rawName registryOptions? */
  readonly registry: ParserMethod<[OptionFamily], RegistryReference> = this.RULE(
    'registry',
    (family: OptionFamily): RegistryReference => {
      const start = this.begin();
      this.CONSUME(t.Connection);
      const connection = this.SUBRULE(this.rawName);
      const options = this.OPTION(() => this.SUBRULE(this.registryOptions, { ARGS: [family] }));
      return {
        kind: 'RegistryReference',
        span: this.spanFrom(start),
        connection,
        ...(options === undefined ? {} : { options }),
      };
    },
  );

  /** registryOptions := "(" registryOption ("," registryOption)* ")" */
  readonly registryOptions: ParserMethod<[OptionFamily], OptionList<RegistryOption>> = this.RULE(
    'registryOptions',
    (family: OptionFamily): OptionList<RegistryOption> => {
      const open = this.CONSUME(t.LParen) as Token;
      const options = this.options(open, family, () => this.SUBRULE(this.registryOption, { ARGS: [family] }));
      this.closeList(open, t.RParen);
      return { kind: 'OptionList', span: this.spanFrom(open.startOffset), options };
    },
  );

  /** registryOption := optionName (rawName | columnName)? assigned? */
  readonly registryOption: ParserMethod<[OptionFamily], RegistryOption> = this.RULE(
    'registryOption',
    (family: OptionFamily): RegistryOption => {
      const start = this.begin();
      const { name, span: nameSpan } = this.SUBRULE(this.optionName, { ARGS: [family] });
      const wanted = this.ACTION(() => /DOC ON (TYPE|COLUMN)$/.exec(name)?.[1]) ?? 'NOTHING';
      const target = this.choose<string, RawName | ColumnName | undefined>(wanted, {
        TYPE: () => this.SUBRULE(this.rawName),
        COLUMN: () => this.SUBRULE(this.columnName),
        NOTHING: () => undefined,
      });
      const value = this.optionally(
        () => this.hasValue(),
        () => this.SUBRULE(this.assigned),
      );
      return {
        kind: 'RegistryOption',
        span: this.spanFrom(start),
        name,
        nameSpan,
        ...(target === undefined ? {} : { target }),
        ...(value === undefined ? {} : { value }),
      };
    },
  );

  /** columnName := rawName "." identifier; the last part is the column */
  readonly columnName: ParserMethod<[], ColumnName> = this.RULE('columnName', (): ColumnName => {
    const start = this.begin();
    const first = this.look(1);
    const name = this.SUBRULE(this.rawName);
    const behind = this.optionally(
      () => name.kind === 'IdName',
      () => {
        this.CONSUME(t.Period);
        return this.SUBRULE(this.identifier);
      },
    );
    return this.ACTION((): ColumnName => {
      const span = this.spanFrom(start);
      if (name.kind === 'IdName') {
        return { kind: 'ColumnName', span, relation: name, column: behind ?? this.identifierOf(first) };
      }
      const column = name.parts.at(-1) ?? this.identifierOf(first);
      const parts = name.parts.slice(0, -1);
      const last = parts.at(-1);
      if (last === undefined) this.report({ slug: 'unqualified-column', span, column: column.name });
      const relationSpan = joinSpans(first === undefined ? span : spanOf(first), (last ?? column).span);
      return { kind: 'ColumnName', span, relation: { kind: 'ItemName', span: relationSpan, parts }, column };
    });
  });

  /**
   * avroSeed := SEED (KEY SCHEMA STRING (KEY REFERENCES strings)?)? VALUE SCHEMA STRING (VALUE REFERENCES strings)?
   */
  readonly avroSeed: ParserMethod<[], AvroSeed> = this.RULE('avroSeed', (): AvroSeed => {
    const start = this.begin();
    let keySchema: string | undefined;
    let keyReferences: readonly string[] | undefined;
    this.CONSUME(t.Seed);
    this.OPTION(() => {
      this.CONSUME(t.Key);
      this.CONSUME(t.Schema);
      keySchema = this.SUBRULE(this.string).value;
      keyReferences = this.OPTION2(() => {
        this.CONSUME2(t.Key);
        this.CONSUME(t.References);
        return this.SUBRULE(this.strings);
      });
    });
    this.CONSUME(t.Value);
    this.CONSUME2(t.Schema);
    const valueSchema = this.SUBRULE2(this.string).value;
    const valueReferences = this.OPTION3({
      GATE: () => this.isNext(t.References, 2),
      DEF: () => {
        this.CONSUME2(t.Value);
        this.CONSUME2(t.References);
        return this.SUBRULE2(this.strings);
      },
    });
    return {
      kind: 'AvroSeed',
      span: this.spanFrom(start),
      ...(keySchema === undefined ? {} : { keySchema }),
      ...(keyReferences === undefined ? {} : { keyReferences }),
      valueSchema,
      ...(valueReferences === undefined ? {} : { valueReferences }),
    };
  });

  /** strings := "(" STRING ("," STRING)* ")" */
  readonly strings: ParserMethod<[], readonly string[]> = this.RULE('strings', (): readonly string[] => {
    const open = this.CONSUME(t.LParen) as Token;
    const strings = this.list(open, {
      expected: 'a string in single quotes',
      item: () => this.SUBRULE(this.string).value,
      startsItem: () => this.isNext(t.StringLiteral),
    });
    this.closeList(open, t.RParen);
    return strings;
  });

  /** strategy := STRATEGY (ID integer | LATEST | INLINE STRING) */
  readonly strategy: ParserMethod<[], SchemaStrategy> = this.RULE('strategy', (): SchemaStrategy => {
    const start = this.begin();
    let argument: string | undefined;
    this.CONSUME(t.Strategy);
    const strategy = this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Id);
          argument = this.SUBRULE(this.integer, { ARGS: [ID_BITS] });
          return 'ID' as const;
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Latest);
          return 'LATEST' as const;
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Inline);
          argument = this.SUBRULE(this.string).value;
          return 'INLINE' as const;
        },
      },
    ]);
    return {
      kind: 'SchemaStrategy',
      span: this.spanFrom(start),
      strategy,
      ...(argument === undefined ? {} : { argument }),
    };
  });
}

type AvroParts = Omit<AvroFormat, 'kind' | 'span'>;
