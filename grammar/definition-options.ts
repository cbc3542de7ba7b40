import type { ParserMethod } from 'chevrotain';
import type {
  AutoScaling,
  ClusterReplica,
  ClusterSchedule,
  DefinitionOption,
  Identifier,
  IntervalLiteral,
  ItemName,
  Literal,
  OptionList,
  OptionValue,
  RefreshPolicy,
  SequenceValue,
} from '../src/ast/nodes.ts';
import { type DefinitionFamily, type DefinitionForm, definitionFamilies } from './definition-families.ts';
import { OperandRules } from './operands.ts';
import { isWord, type Token, t } from './tokens.ts';

type OptionParts = Omit<DefinitionOption, 'kind' | 'span' | 'name' | 'nameSpan'>;

/** Options of everything but sinks, connections and formats: most are generic, some have a syntax of their own. */
export abstract class DefinitionOptionRules extends OperandRules {
  /** definitionOptions := "(" definitionOption ("," definitionOption)* ")" */
  readonly definitionOptions: ParserMethod<[DefinitionFamily], OptionList<DefinitionOption>> = this.RULE(
    'definitionOptions',
    (family: DefinitionFamily): OptionList<DefinitionOption> => {
      const open = this.CONSUME(t.LParen) as Token;
      const options = this.options(open, family, () =>
        this.SUBRULE(this.definitionOption, { ARGS: [family] }),
      );
      this.closeList(open, t.RParen);
      return { kind: 'OptionList', span: this.spanFrom(open.startOffset), options };
    },
  );

  /** withDefinitions := WITH definitionOptions */
  readonly withDefinitions: ParserMethod<[DefinitionFamily], OptionList<DefinitionOption>> = this.RULE(
    'withDefinitions',
    (family: DefinitionFamily): OptionList<DefinitionOption> => {
      this.CONSUME(t.With);
      return this.SUBRULE(this.definitionOptions, { ARGS: [family] });
    },
  );

  /**
   * definitionOption := optionName (plainValue | doubledValue | retainedHistory | nameList | assignedType
   *                     | refreshPolicy | replicaList | clusterSchedule | autoScaling)
   */
  readonly definitionOption: ParserMethod<[DefinitionFamily], DefinitionOption> = this.RULE(
    'definitionOption',
    (family: DefinitionFamily): DefinitionOption => {
      const start = this.begin();
      const { name, span: nameSpan } = this.SUBRULE(this.optionName, { ARGS: [family] });
      const form = this.ACTION(() => family.forms[name]) ?? 'value';
      const parts = this.choose<DefinitionForm, OptionParts>(form, {
        value: () => this.SUBRULE(this.plainValue),
        doubled: () => this.SUBRULE(this.doubledValue),
        history: () => ({ value: this.SUBRULE(this.retainedHistory) }),
        'doubled history': () => ({ value: this.SUBRULE(this.doubledHistory) }),
        columns: () => this.SUBRULE(this.columnSequence),
        items: () => this.SUBRULE(this.itemSequence),
        type: () => {
          this.OPTION(() => this.CONSUME(t.Equals));
          return { type: this.SUBRULE(this.dataType) };
        },
        refresh: () => ({ refresh: this.SUBRULE(this.refreshPolicy) }),
        replicas: () => ({ replicas: this.SUBRULE(this.replicaList) }),
        schedule: () => ({ schedule: this.SUBRULE(this.clusterSchedule) }),
        scaling: () => ({ scaling: this.SUBRULE(this.autoScaling) }),
      });
      return {
        kind: 'DefinitionOption',
        span: this.spanFrom(start),
        name: name === 'IGNORE COLUMNS' ? 'EXCLUDE COLUMNS' : name,
        nameSpan,
        ...parts,
      };
    },
  );

  /** plainValue := assigned? */
  readonly plainValue: ParserMethod<[], OptionParts> = this.RULE('plainValue', (): OptionParts => {
    const value = this.optionally(
      () => this.hasValue(),
      () => this.SUBRULE(this.assigned),
    );
    return value === undefined ? {} : { value };
  });

  /** doubledValue := ("="? assigned)? | "="; a sign may stand alone, and before a value twice */
  readonly doubledValue: ParserMethod<[], OptionParts> = this.RULE('doubledValue', (): OptionParts => {
    this.OPTION(() => this.CONSUME(t.Equals));
    const value = this.optionally(
      () => this.hasValue(),
      () => this.SUBRULE(this.assigned),
    );
    return value === undefined ? {} : { value };
  });

  /** retainedHistory := "="? FOR literal */
  readonly retainedHistory: ParserMethod<[], Literal> = this.RULE('retainedHistory', (): Literal => {
    this.OPTION(() => this.CONSUME(t.Equals));
    this.CONSUME(t.For);
    return this.SUBRULE(this.literal);
  });

  /** doubledHistory := "="? "="? FOR literal */
  readonly doubledHistory: ParserMethod<[], Literal> = this.RULE('doubledHistory', (): Literal => {
    this.OPTION(() => this.CONSUME(t.Equals));
    return this.SUBRULE(this.retainedHistory);
  });

  /** columnSequence := "="? ("(" (identifier ("," identifier)*)? ")" | "[" ... "]")? */
  readonly columnSequence: ParserMethod<[], OptionParts> = this.RULE('columnSequence', (): OptionParts => {
    this.OPTION(() => this.CONSUME(t.Equals));
    return this.sequenceOf(() => this.nameOf(this.SUBRULE(this.identifier)));
  });

  /** itemSequence := "="? ("(" (itemName ("," itemName)*)? ")" | "[" ... "]")? */
  readonly itemSequence: ParserMethod<[], OptionParts> = this.RULE('itemSequence', (): OptionParts => {
    this.OPTION(() => this.CONSUME(t.Equals));
    return this.sequenceOf(() => this.SUBRULE(this.itemName));
  });

  private nameOf(identifier: Identifier): ItemName {
    return this.ACTION(() => ({
      kind: 'ItemName' as const,
      span: identifier.span,
      parts: [identifier],
    }));
  }

  /** Names in parentheses or in brackets, or nothing. Once in a rule. */
  private sequenceOf(item: () => ItemName): OptionParts {
    const value = this.OPTION2((): SequenceValue => {
      const open = this.OR([
        { ALT: () => this.CONSUME(t.LParen) },
        { ALT: () => this.CONSUME(t.LBracket) },
      ]) as Token;
      const elements = this.list<OptionValue>(open, {
        expected: 'identifier',
        mayBeEmpty: true,
        item,
        startsItem: () => isWord(this.look(1)),
      });
      if (this.RECORDING_PHASE)
        this.OR2([{ ALT: () => this.CONSUME(t.RParen) }, { ALT: () => this.CONSUME(t.RBracket) }]);
      else this.closeList(open, open.tokenType === t.LBracket ? t.RBracket : t.RParen);
      return { kind: 'SequenceValue', span: this.spanFrom(open.startOffset), elements };
    });
    return value === undefined ? {} : { value };
  }

  /** unitString := STRING intervalRange; an interval without its word */
  readonly unitString: ParserMethod<[], IntervalLiteral> = this.RULE('unitString', (): IntervalLiteral => {
    const start = this.begin();
    const { value } = this.SUBRULE(this.string);
    const range = this.SUBRULE(this.intervalRange);
    return { kind: 'IntervalLiteral', span: this.spanFrom(start), value, ...range };
  });

  /**
   * refreshPolicy := "="? (ON COMMIT | AT CREATION | AT expression
   *                  | EVERY unitString (ALIGNED TO expression)?)
   */
  readonly refreshPolicy: ParserMethod<[], RefreshPolicy> = this.RULE('refreshPolicy', (): RefreshPolicy => {
    this.OPTION(() => this.CONSUME(t.Equals));
    const start = this.begin();
    const parts = this.OR([
      {
        ALT: (): Omit<RefreshPolicy, 'kind' | 'span'> => {
          this.CONSUME(t.On);
          this.CONSUME(t.Commit);
          return { form: 'ON COMMIT' };
        },
      },
      {
        ALT: (): Omit<RefreshPolicy, 'kind' | 'span'> => {
          this.CONSUME(t.At);
          const at = this.optionally(
            () => !this.isNext(t.Creation),
            () => this.SUBRULE(this.expression),
          );
          if (this.RECORDING_PHASE || at === undefined) this.CONSUME(t.Creation);
          return at === undefined ? { form: 'AT CREATION' } : { form: 'AT', at };
        },
      },
      {
        ALT: (): Omit<RefreshPolicy, 'kind' | 'span'> => {
          this.CONSUME(t.Every);
          const every = this.SUBRULE(this.unitString);
          const alignedTo = this.OPTION2(() => {
            this.CONSUME(t.Aligned);
            this.CONSUME(t.To);
            return this.SUBRULE2(this.expression);
          });
          return { form: 'EVERY', every, ...(alignedTo === undefined ? {} : { alignedTo }) };
        },
      },
    ]);
    return { kind: 'RefreshPolicy', span: this.spanFrom(start), ...parts };
  });

  /** replicaList := "="? "(" (clusterReplica ("," clusterReplica)*)? ")" */
  readonly replicaList: ParserMethod<[], readonly ClusterReplica[]> = this.RULE(
    'replicaList',
    (): readonly ClusterReplica[] => {
      this.OPTION(() => this.CONSUME(t.Equals));
      const open = this.CONSUME(t.LParen) as Token;
      const replicas = this.list(open, {
        expected: 'a replica',
        mayBeEmpty: true,
        item: () => this.SUBRULE(this.clusterReplica),
        startsItem: () => isWord(this.look(1)),
      });
      this.closeList(open, t.RParen);
      return replicas;
    },
  );

  /** clusterReplica := identifier definitionOptions */
  readonly clusterReplica: ParserMethod<[], ClusterReplica> = this.RULE(
    'clusterReplica',
    (): ClusterReplica => {
      const start = this.begin();
      const name = this.SUBRULE(this.identifier);
      const options = this.SUBRULE(this.definitionOptions, { ARGS: [definitionFamilies.replica] });
      return { kind: 'ClusterReplica', span: this.spanFrom(start), name, options };
    },
  );

  /** clusterSchedule := "="? (MANUAL | ON REFRESH ("(" HYDRATION TIME ESTIMATE "="? unitString ")")?) */
  readonly clusterSchedule: ParserMethod<[], ClusterSchedule> = this.RULE(
    'clusterSchedule',
    (): ClusterSchedule => {
      this.OPTION(() => this.CONSUME(t.Equals));
      const start = this.begin();
      const parts = this.OR([
        {
          ALT: (): Omit<ClusterSchedule, 'kind' | 'span'> => {
            this.CONSUME(t.Manual);
            return { form: 'MANUAL' };
          },
        },
        {
          ALT: (): Omit<ClusterSchedule, 'kind' | 'span'> => {
            this.CONSUME(t.On);
            this.CONSUME(t.Refresh);
            const estimate = this.OPTION2(() => this.SUBRULE(this.hydrationEstimate));
            return { form: 'ON REFRESH', ...(estimate === undefined ? {} : { estimate }) };
          },
        },
      ]);
      return { kind: 'ClusterSchedule', span: this.spanFrom(start), ...parts };
    },
  );

  /** hydrationEstimate := "(" HYDRATION TIME ESTIMATE "="? unitString ")" */
  readonly hydrationEstimate: ParserMethod<[], IntervalLiteral> = this.RULE('hydrationEstimate', () => {
    this.CONSUME(t.LParen);
    this.CONSUME(t.Hydration);
    this.CONSUME(t.Time);
    this.CONSUME(t.Estimate);
    this.OPTION(() => this.CONSUME(t.Equals));
    const estimate = this.SUBRULE(this.unitString);
    this.CONSUME(t.RParen);
    return estimate;
  });

  /** autoScaling := "="? "(" hydrationScaling? ")" */
  readonly autoScaling: ParserMethod<[], AutoScaling> = this.RULE('autoScaling', (): AutoScaling => {
    this.OPTION(() => this.CONSUME(t.Equals));
    const start = this.begin();
    this.CONSUME(t.LParen);
    const parts = this.optionally(
      () => !this.isNext(t.RParen),
      () => this.SUBRULE(this.hydrationScaling),
    );
    this.CONSUME(t.RParen);
    return { kind: 'AutoScaling', span: this.spanFrom(start), ...parts };
  });

  /** hydrationScaling := ON HYDRATION "(" HYDRATION SIZE "="? literal ("," LINGER DURATION "="? literal)? ")" */
  readonly hydrationScaling: ParserMethod<[], Omit<AutoScaling, 'kind' | 'span'>> = this.RULE(
    'hydrationScaling',
    (): Omit<AutoScaling, 'kind' | 'span'> => {
      this.CONSUME(t.On);
      this.CONSUME(t.Hydration);
      this.CONSUME(t.LParen);
      this.CONSUME2(t.Hydration);
      this.CONSUME(t.Size);
      this.OPTION(() => this.CONSUME(t.Equals));
      const hydrationSize = this.SUBRULE(this.literal);
      const lingerDuration = this.OPTION2(() => {
        this.CONSUME(t.Comma);
        this.CONSUME(t.Linger);
        this.CONSUME(t.Duration);
        this.OPTION3(() => this.CONSUME2(t.Equals));
        return this.SUBRULE2(this.literal);
      });
      this.CONSUME(t.RParen);
      return { hydrationSize, ...(lingerDuration === undefined ? {} : { lingerDuration }) };
    },
  );
}
