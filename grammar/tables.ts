import type { ParserMethod } from 'chevrotain';
import type {
  ColumnDefinition,
  ColumnOption,
  CreateSecretStatement,
  CreateTableStatement,
  Identifier,
  ItemName,
  OptionList,
  OptionValue,
  RawName,
  TableConstraint,
  TableOption,
} from '../src/ast/nodes.ts';
import { ConnectionRules } from './connections.ts';
import { families } from './options.ts';
import { spanOf, type Token, t } from './tokens.ts';

const CONSTRAINT_STARTS = new Set([t.Constraint, t.Primary, t.Unique, t.Foreign, t.Check]);

type BareColumnOption = Extract<ColumnOption['option'], 'NOT NULL' | 'NULL' | 'PRIMARY KEY' | 'UNIQUE'>;
type OptionParts = Omit<ColumnOption, 'kind' | 'span' | 'constraintName'>;
type ConstraintParts = Omit<TableConstraint, 'kind' | 'span' | 'constraintName'>;

export abstract class TableRules extends ConnectionRules {
  /** createSecret := CREATE SECRET ifNotExists? itemName AS expression */
  readonly createSecret: ParserMethod<[], CreateSecretStatement | undefined> = this.RULE(
    'createSecret',
    (): CreateSecretStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Create);
      this.CONSUME(t.Secret);
      const ifNotExists = this.SUBRULE(this.ifNotExists);
      const name = this.SUBRULE(this.itemName);
      this.CONSUME(t.As);
      const value = this.SUBRULE(this.expression);
      const span = this.spanFrom(start);
      this.SUBRULE(this.statementEnd);
      return {
        kind: 'CreateSecret',
        span,
        ...(ifNotExists === undefined ? {} : { ifNotExists }),
        name,
        value,
      };
    },
  );

  /**
   * createTable := CREATE (TEMP | TEMPORARY)? TABLE ifNotExists? itemName "(" tableElements? ")"
   *                (WITH "(" tableOptions? ")")?
   */
  readonly createTable: ParserMethod<[], CreateTableStatement | undefined> = this.RULE(
    'createTable',
    (): CreateTableStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Create);
      const temporary = this.OPTION(() =>
        this.OR([{ ALT: () => this.CONSUME(t.Temp) }, { ALT: () => this.CONSUME(t.Temporary) }]),
      );
      this.CONSUME(t.Table);
      const ifNotExists = this.SUBRULE(this.ifNotExists);
      const name = this.SUBRULE(this.itemName);
      const open = this.CONSUME(t.LParen) as Token;
      const elements = this.list<ColumnDefinition | TableConstraint>(open, {
        expected: 'a column or a constraint',
        mayBeEmpty: true,
        item: () => this.SUBRULE(this.tableElement),
      });
      this.closeList(open, t.RParen);
      const withOptions = this.OPTION2(() => this.SUBRULE(this.tableWith));
      this.SUBRULE(this.statementEnd);
      return {
        kind: 'CreateTable',
        span: this.spanFrom(start),
        ...(ifNotExists === undefined ? {} : { ifNotExists }),
        temporary: temporary !== undefined,
        name,
        columns: elements.filter((element) => element.kind === 'ColumnDefinition'),
        constraints: elements.filter((element) => element.kind === 'TableConstraint'),
        ...(withOptions === undefined ? {} : { withOptions }),
      };
    },
  );

  /** tableElement := tableConstraint | columnDefinition */
  readonly tableElement: ParserMethod<[], ColumnDefinition | TableConstraint> = this.RULE(
    'tableElement',
    (): ColumnDefinition | TableConstraint =>
      this.choose<string, ColumnDefinition | TableConstraint>(
        this.startsConstraint() ? 'constraint' : 'column',
        {
          constraint: () => this.SUBRULE(this.tableConstraint),
          column: () => this.SUBRULE(this.columnDefinition),
        },
      ),
  );

  protected startsConstraint(): boolean {
    return CONSTRAINT_STARTS.has(this.look(1).tokenType);
  }

  /** columnDefinition := columnIdentifier dataType (COLLATE itemName)? columnOption* */
  readonly columnDefinition: ParserMethod<[], ColumnDefinition> = this.RULE(
    'columnDefinition',
    (): ColumnDefinition => {
      const start = this.begin();
      const name = this.SUBRULE(this.columnIdentifier);
      const type = this.SUBRULE(this.dataType);
      const collation = this.OPTION(() => {
        this.CONSUME(t.Collate);
        return this.SUBRULE(this.itemName);
      });
      const options: ColumnOption[] = [];
      this.MANY(() => options.push(this.SUBRULE(this.columnOption)));
      return {
        kind: 'ColumnDefinition',
        span: this.spanFrom(start),
        name,
        type,
        ...(collation === undefined ? {} : { collation }),
        options,
      };
    },
  );

  /** constraintName := CONSTRAINT identifier */
  readonly constraintName: ParserMethod<[], Identifier> = this.RULE('constraintName', (): Identifier => {
    this.CONSUME(t.Constraint);
    return this.SUBRULE(this.identifier);
  });

  /**
   * columnOption := constraintName? (NOT NULL | NULL | DEFAULT expression | PRIMARY KEY | UNIQUE
   *                 | CHECK "(" expression ")" | REFERENCES itemName columns | VERSION ADDED uint)
   */
  readonly columnOption: ParserMethod<[], ColumnOption> = this.RULE('columnOption', (): ColumnOption => {
    const start = this.begin();
    const constraintName = this.OPTION(() => this.SUBRULE(this.constraintName));
    const parts = this.OR({
      DEF: [
        { ALT: (): OptionParts => ({ option: this.SUBRULE(this.bareColumnOption) }) },
        {
          ALT: (): OptionParts => {
            this.CONSUME(t.Default);
            return { option: 'DEFAULT', expression: this.SUBRULE(this.expression) };
          },
        },
        {
          ALT: (): OptionParts => {
            this.CONSUME(t.Check);
            this.CONSUME(t.LParen);
            const expression = this.SUBRULE2(this.expression);
            this.CONSUME(t.RParen);
            return { option: 'CHECK', expression };
          },
        },
        {
          ALT: (): OptionParts => {
            this.CONSUME(t.References);
            const table: ItemName = this.SUBRULE(this.itemName);
            return { option: 'REFERENCES', references: { table, columns: this.SUBRULE(this.columns) } };
          },
        },
        {
          ALT: (): OptionParts => {
            this.CONSUME(t.Version);
            this.CONSUME(t.Added);
            return { option: 'VERSION ADDED', version: this.SUBRULE(this.unsignedInteger) };
          },
        },
      ],
      ERR_MSG: 'a column option',
    });
    return {
      kind: 'ColumnOption',
      span: this.spanFrom(start),
      ...(constraintName === undefined ? {} : { constraintName }),
      ...parts,
    };
  });

  /** bareColumnOption := NOT NULL | NULL | PRIMARY KEY | UNIQUE */
  readonly bareColumnOption: ParserMethod<[], BareColumnOption> = this.RULE('bareColumnOption', () =>
    this.OR([
      {
        ALT: (): BareColumnOption => {
          this.CONSUME(t.Not);
          this.CONSUME(t.Null);
          return 'NOT NULL';
        },
      },
      {
        ALT: (): BareColumnOption => {
          this.CONSUME2(t.Null);
          return 'NULL';
        },
      },
      {
        ALT: (): BareColumnOption => {
          this.CONSUME(t.Primary);
          this.CONSUME(t.Key);
          return 'PRIMARY KEY';
        },
      },
      {
        ALT: (): BareColumnOption => {
          this.CONSUME(t.Unique);
          return 'UNIQUE';
        },
      },
    ]),
  );

  /**
   * tableConstraint := constraintName? (PRIMARY KEY columns | UNIQUE (NULLS NOT DISTINCT)? columns
   *                    | FOREIGN KEY columns REFERENCES rawName columns | CHECK "(" expression ")")
   */
  readonly tableConstraint: ParserMethod<[], TableConstraint> = this.RULE(
    'tableConstraint',
    (): TableConstraint => {
      const start = this.begin();
      const constraintName = this.OPTION(() => this.SUBRULE(this.constraintName));
      const parts = this.OR({
        DEF: [
          {
            ALT: (): ConstraintParts => {
              this.CONSUME(t.Primary);
              this.CONSUME(t.Key);
              return {
                constraint: 'PRIMARY KEY',
                columns: this.SUBRULE(this.columns),
                nullsNotDistinct: false,
              };
            },
          },
          {
            ALT: (): ConstraintParts => {
              this.CONSUME(t.Unique);
              const nulls = this.OPTION2(() => {
                this.CONSUME(t.Nulls);
                this.CONSUME(t.Not);
                return this.CONSUME(t.Distinct);
              });
              return {
                constraint: 'UNIQUE',
                columns: this.SUBRULE2(this.columns),
                nullsNotDistinct: nulls !== undefined,
              };
            },
          },
          {
            ALT: (): ConstraintParts => {
              this.CONSUME(t.Foreign);
              this.CONSUME2(t.Key);
              const columns = this.SUBRULE3(this.columns);
              this.CONSUME(t.References);
              const table: RawName = this.SUBRULE(this.rawName);
              const references = { table, columns: this.SUBRULE4(this.columns) };
              return { constraint: 'FOREIGN KEY', columns, nullsNotDistinct: false, references };
            },
          },
          {
            ALT: (): ConstraintParts => {
              this.CONSUME(t.Check);
              this.CONSUME(t.LParen);
              const expression = this.SUBRULE(this.expression);
              this.CONSUME(t.RParen);
              return { constraint: 'CHECK', columns: [], nullsNotDistinct: false, expression };
            },
          },
        ],
        ERR_MSG: 'PRIMARY KEY, UNIQUE, FOREIGN KEY or CHECK',
      });
      return {
        kind: 'TableConstraint',
        span: this.spanFrom(start),
        ...(constraintName === undefined ? {} : { constraintName }),
        ...parts,
      };
    },
  );

  /** tableWith := WITH "(" (tableOption ("," tableOption)*)? ")"; the empty list says nothing */
  readonly tableWith: ParserMethod<[], OptionList<TableOption> | undefined> = this.RULE(
    'tableWith',
    (): OptionList<TableOption> | undefined => {
      this.CONSUME(t.With);
      const open = this.CONSUME(t.LParen) as Token;
      this.ACTION(() => this.leaveOtherTable());
      if (this.RECORDING_PHASE || !this.isNext(t.RParen)) {
        const options = this.options(open, families.table, () => this.SUBRULE(this.tableOption));
        this.closeList(open, t.RParen);
        return { kind: 'OptionList', span: this.spanFrom(open.startOffset), options };
      }
      this.skip();
      return undefined;
    },
  );

  /** Tables of other systems name their connector here. */
  private leaveOtherTable(): void {
    const token = this.look(1);
    const product =
      token.tokenType === t.StringLiteral
        ? 'Flink'
        : token.value === 'connector'
          ? 'RisingWave'
          : ['kafka_topic', 'value_format', 'key_format'].includes(token.value)
            ? 'ksqlDB'
            : undefined;
    if (product === undefined) return;
    this.leave(
      { slug: 'other-dialect', span: spanOf(token), product, sign: 'connector options behind WITH' },
      true,
    );
  }

  /** tableOption := RETAIN HISTORY "="? FOR literal | optionName assigned? */
  readonly tableOption: ParserMethod<[], TableOption> = this.RULE('tableOption', (): TableOption => {
    const start = this.begin();
    const { name, span: nameSpan } = this.SUBRULE(this.optionName, { ARGS: [families.table] });
    const value = this.choose<string, OptionValue | undefined>(
      name === 'RETAIN HISTORY' ? 'history' : 'value',
      {
        history: () => {
          this.OPTION(() => this.CONSUME(t.Equals));
          this.CONSUME(t.For);
          return this.SUBRULE(this.literal);
        },
        value: () => (this.SUBRULE(this.optionalAssigned) as Pick<TableOption, 'value'>).value,
      },
    );
    return {
      kind: 'TableOption',
      span: this.spanFrom(start),
      name: name as TableOption['name'],
      nameSpan,
      ...(value === undefined ? {} : { value }),
    };
  });
}
