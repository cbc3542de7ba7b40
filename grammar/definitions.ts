import type { ParserMethod } from 'chevrotain';
import type {
  ClusterReference,
  CreateClusterStatement,
  CreateMaterializedViewStatement,
  CreateMetricSinkStatement,
  CreateTypeStatement,
  CreateViewStatement,
  DefinitionOption,
  Identifier,
  ItemName,
  OptionList,
} from '../src/ast/nodes.ts';
import type { Span } from '../src/source/span.ts';
import { definitionFamilies } from './definition-families.ts';
import { SourceRules } from './sources.ts';
import { t } from './tokens.ts';

interface ViewHead {
  readonly orReplace?: Span;
  readonly ifNotExists?: Span;
  readonly name: ItemName;
  readonly columns: readonly Identifier[];
}

interface Place {
  readonly cluster?: ClusterReference;
  readonly replica?: Identifier;
}

export abstract class DefinitionRules extends SourceRules {
  /** orReplace := (OR REPLACE)? */
  readonly orReplace: ParserMethod<[], Span | undefined> = this.RULE('orReplace', (): Span | undefined =>
    this.OPTION(() => {
      const start = this.begin();
      this.CONSUME(t.Or);
      this.CONSUME(t.Replace);
      return this.spanFrom(start);
    }),
  );

  /** viewName := ifNotExists itemName columns?; behind OR REPLACE the word IF is a name */
  readonly viewName: ParserMethod<[Span | undefined], ViewHead> = this.RULE(
    'viewName',
    (orReplace: Span | undefined): ViewHead => {
      const ifNotExists = this.optionally(
        () => orReplace === undefined,
        () => this.SUBRULE(this.ifNotExists),
      );
      const name = this.SUBRULE(this.itemName);
      const columns = this.OPTION(() => this.SUBRULE(this.columns)) ?? [];
      return {
        ...(orReplace === undefined ? {} : { orReplace }),
        ...(ifNotExists === undefined ? {} : { ifNotExists }),
        name,
        columns,
      };
    },
  );

  /** createView := CREATE orReplace (TEMP | TEMPORARY)? VIEW viewName AS query */
  readonly createView: ParserMethod<[], CreateViewStatement | undefined> = this.RULE(
    'createView',
    (): CreateViewStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Create);
      const orReplace = this.SUBRULE(this.orReplace);
      const temporary = this.OPTION(() =>
        this.OR([{ ALT: () => this.CONSUME(t.Temp) }, { ALT: () => this.CONSUME(t.Temporary) }]),
      );
      this.CONSUME(t.View);
      const head = this.SUBRULE(this.viewName, { ARGS: [orReplace] });
      this.CONSUME(t.As);
      const query = this.SUBRULE(this.query);
      const span = this.spanFrom(start);
      this.SUBRULE(this.statementEnd);
      return { kind: 'CreateView', span, temporary: temporary !== undefined, ...head, query };
    },
  );

  /**
   * createMaterializedView := CREATE orReplace REPLACEMENT? MATERIALIZED VIEW viewName (FOR rawName)? viewPlace?
   *                           withDefinitions? AS query (AS OF uint)?
   */
  readonly createMaterializedView: ParserMethod<[], CreateMaterializedViewStatement | undefined> = this.RULE(
    'createMaterializedView',
    (): CreateMaterializedViewStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Create);
      const orReplace = this.SUBRULE(this.orReplace);
      const isReplacement = this.OPTION(() => this.CONSUME(t.Replacement)) !== undefined;
      this.CONSUME(t.Materialized);
      this.CONSUME(t.View);
      const head = this.SUBRULE(this.viewName, { ARGS: [orReplace] });
      const replaces = this.optionally(
        () => isReplacement,
        () => {
          this.CONSUME(t.For);
          return this.SUBRULE(this.rawName);
        },
      );
      const place = this.OPTION2(() => this.SUBRULE(this.viewPlace));
      const withOptions = this.OPTION3(() =>
        this.SUBRULE(this.withDefinitions, { ARGS: [definitionFamilies.materializedView] }),
      );
      this.CONSUME(t.As);
      const query = this.SUBRULE(this.query);
      const asOf = this.OPTION4(() => {
        this.CONSUME2(t.As);
        this.CONSUME(t.Of);
        return this.SUBRULE(this.unsignedInteger);
      });
      const span = this.spanFrom(start);
      this.SUBRULE(this.statementEnd);
      return {
        kind: 'CreateMaterializedView',
        span,
        ...head,
        ...(replaces === undefined ? {} : { replaces }),
        ...place,
        ...(withOptions === undefined ? {} : { withOptions }),
        query,
        ...(asOf === undefined ? {} : { asOf }),
      };
    },
  );

  /** viewPlace := IN (CLUSTER clusterReference (REPLICA identifier)? | REPLICA identifier) */
  readonly viewPlace: ParserMethod<[], Place> = this.RULE('viewPlace', (): Place => {
    this.CONSUME(t.In);
    return this.OR([
      {
        ALT: (): Place => {
          this.CONSUME(t.Cluster);
          const cluster = this.SUBRULE(this.clusterReference);
          const replica = this.OPTION(() => {
            this.CONSUME(t.Replica);
            return this.SUBRULE(this.identifier);
          });
          return { cluster, ...(replica === undefined ? {} : { replica }) };
        },
      },
      {
        ALT: (): Place => {
          this.CONSUME2(t.Replica);
          return { replica: this.SUBRULE2(this.identifier) };
        },
      },
    ]);
  });

  /**
   * createType := CREATE TYPE itemName AS (typedColumns | LIST definitionOptions | MAP definitionOptions)
   */
  readonly createType: ParserMethod<[], CreateTypeStatement | undefined> = this.RULE(
    'createType',
    (): CreateTypeStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Create);
      this.CONSUME(t.Type);
      const name = this.SUBRULE(this.itemName);
      this.CONSUME(t.As);
      const parts = this.OR({
        DEF: [
          {
            ALT: (): Pick<CreateTypeStatement, 'form' | 'fields' | 'options'> => ({
              form: 'RECORD',
              fields: this.SUBRULE(this.typedColumns),
            }),
          },
          {
            ALT: (): Pick<CreateTypeStatement, 'form' | 'fields' | 'options'> => {
              this.CONSUME(t.List);
              const options = this.SUBRULE(this.definitionOptions, { ARGS: [definitionFamilies.list] });
              return { form: 'LIST', fields: [], options };
            },
          },
          {
            ALT: (): Pick<CreateTypeStatement, 'form' | 'fields' | 'options'> => {
              this.CONSUME(t.Map);
              const options = this.SUBRULE2(this.definitionOptions, { ARGS: [definitionFamilies.map] });
              return { form: 'MAP', fields: [], options };
            },
          },
        ],
        ERR_MSG: 'a list of fields in parentheses, LIST or MAP',
      });
      const span = this.spanFrom(start);
      this.SUBRULE(this.statementEnd);
      return { kind: 'CreateType', span, name, ...parts };
    },
  );

  /**
   * createCluster := CREATE CLUSTER ifNotExists identifier (definitionOptions | clusterOptions)
   *                  (FEATURES definitionOptions)?
   */
  readonly createCluster: ParserMethod<[], CreateClusterStatement | undefined> = this.RULE(
    'createCluster',
    (): CreateClusterStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Create);
      this.CONSUME(t.Cluster);
      const ifNotExists = this.SUBRULE(this.ifNotExists);
      const name = this.SUBRULE(this.identifier);
      const options = this.choose<string, OptionList<DefinitionOption>>(
        this.isNext(t.LParen) ? 'enclosed' : 'bare',
        {
          enclosed: () => this.SUBRULE(this.definitionOptions, { ARGS: [definitionFamilies.cluster] }),
          bare: () => this.SUBRULE(this.clusterOptions),
        },
      );
      const features = this.OPTION(() => {
        this.CONSUME(t.Features);
        return this.SUBRULE2(this.definitionOptions, { ARGS: [definitionFamilies.feature] });
      });
      const span = this.spanFrom(start);
      this.SUBRULE(this.statementEnd);
      return {
        kind: 'CreateCluster',
        span,
        ...(ifNotExists === undefined ? {} : { ifNotExists }),
        name,
        options,
        ...(features === undefined ? {} : { features }),
      };
    },
  );

  /** clusterOptions := definitionOption ("," definitionOption)* */
  readonly clusterOptions: ParserMethod<[], OptionList<DefinitionOption>> = this.RULE(
    'clusterOptions',
    (): OptionList<DefinitionOption> => {
      const start = this.begin();
      const options: DefinitionOption[] = [];
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => {
          const option = this.guarded(
            () => this.SUBRULE(this.definitionOption, { ARGS: [definitionFamilies.cluster] }),
            () => this.skipUntil((token) => token.tokenType === t.Comma || token.tokenType === t.Features),
          );
          if (option !== undefined) options.push(option);
        },
      });
      return { kind: 'OptionList', span: this.spanFrom(start), options };
    },
  );

  /** createMetricSink := CREATE METRIC SINK ifNotExists itemName inCluster? FROM rawName withDefinitions? */
  readonly createMetricSink: ParserMethod<[], CreateMetricSinkStatement | undefined> = this.RULE(
    'createMetricSink',
    (): CreateMetricSinkStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Create);
      this.CONSUME(t.Metric);
      this.CONSUME(t.Sink);
      const ifNotExists = this.SUBRULE(this.ifNotExists);
      const name = this.SUBRULE(this.itemName);
      const cluster = this.OPTION(() => this.SUBRULE(this.inCluster));
      this.CONSUME(t.From);
      const from = this.SUBRULE(this.rawName);
      const withOptions = this.OPTION2(() =>
        this.SUBRULE(this.withDefinitions, { ARGS: [definitionFamilies.metricSink] }),
      );
      const span = this.spanFrom(start);
      this.SUBRULE(this.statementEnd);
      return {
        kind: 'CreateMetricSink',
        span,
        ...(ifNotExists === undefined ? {} : { ifNotExists }),
        name,
        ...(cluster === undefined ? {} : { cluster }),
        from,
        ...(withOptions === undefined ? {} : { withOptions }),
      };
    },
  );
}
