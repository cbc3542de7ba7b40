import type { ParserMethod } from 'chevrotain';
import type {
  BrokerEntry,
  ConnectionOption,
  ConnectionType,
  CreateConnectionStatement,
  OptionList,
  PrivateLink,
  PrivateLinkOption,
  ValidateOption,
} from '../src/ast/nodes.ts';
import type { Span } from '../src/source/span.ts';
import { FormatRules } from './formats.ts';
import { CONNECTION_OPTIONS, connectionTypes, families, type ValueForm } from './options.ts';
import { spanOf, type Token, t } from './tokens.ts';

type OptionParts = Omit<ConnectionOption, 'kind' | 'span' | 'name' | 'nameSpan'>;

const CONNECTION_TYPE_WORDS = 'a connection type such as KAFKA';
const MAX_PORT = 65535n;

export abstract class ConnectionRules extends FormatRules {
  /**
   * createConnection := CREATE CONNECTION ifNotExists? itemName
   *                     (TO connectionType "(" connectionOptions ")" | FOR connectionType connectionOptions)
   *                     (WITH validateOptions)?
   */
  readonly createConnection: ParserMethod<[], CreateConnectionStatement | undefined> = this.RULE(
    'createConnection',
    (): CreateConnectionStatement | undefined => {
      const start = this.begin();
      this.CONSUME(t.Create);
      this.CONSUME(t.Connection);
      const ifNotExists = this.SUBRULE(this.ifNotExists);
      const name = this.SUBRULE(this.itemName);
      const link = this.OR({
        DEF: [{ ALT: () => this.CONSUME(t.For) }, { ALT: () => this.CONSUME(t.To) }],
      }) as Token;
      const legacy = link.tokenType === t.For;
      const { type, span: typeSpan } = this.SUBRULE(this.connectionType);
      const options = this.choose<string, OptionList<ConnectionOption>>(legacy ? 'bare' : 'enclosed', {
        enclosed: () => this.SUBRULE(this.connectionOptions),
        bare: () => this.SUBRULE(this.bareConnectionOptions),
      });
      const withOptions = this.OPTION(() => {
        this.CONSUME(t.With);
        return this.SUBRULE(this.validateOptions);
      });
      this.SUBRULE(this.statementEnd);
      return {
        kind: 'CreateConnection',
        span: this.spanFrom(start),
        ...(ifNotExists === undefined ? {} : { ifNotExists }),
        name,
        type,
        typeSpan,
        legacy,
        options,
        ...(withOptions === undefined ? {} : { withOptions }),
      };
    },
  );

  /** connectionType := KAFKA | CONFLUENT SCHEMA REGISTRY | AWS | AWS PRIVATELINK | ... */
  readonly connectionType: ParserMethod<[], { readonly type: ConnectionType; readonly span: Span }> =
    this.RULE('connectionType', () => {
      if (this.RECORDING_PHASE) {
        this.AT_LEAST_ONE(() => this.CONSUME(t.AnyKeyword));
        return { type: 'KAFKA' as ConnectionType, span: spanOf(this.look(0)) };
      }
      const start = this.begin();
      const first = this.look(1).index;
      const place = this.walkPhrase(connectionTypes);
      if (place.name === undefined) {
        this.fail(
          this.look(1).index === first ? CONNECTION_TYPE_WORDS : [...place.words.keys()].join(' or '),
        );
      }
      return { type: place.name as ConnectionType, span: this.spanFrom(start) };
    });

  /** connectionOptions := "(" connectionOption ("," connectionOption)* ")" */
  readonly connectionOptions: ParserMethod<[], OptionList<ConnectionOption>> = this.RULE(
    'connectionOptions',
    (): OptionList<ConnectionOption> => {
      const open = this.CONSUME(t.LParen) as Token;
      const options = this.options(open, families.connection, () => this.SUBRULE(this.connectionOption));
      this.closeList(open, t.RParen);
      return { kind: 'OptionList', span: this.spanFrom(open.startOffset), options };
    },
  );

  /** bareConnectionOptions := connectionOption ("," connectionOption)* */
  readonly bareConnectionOptions: ParserMethod<[], OptionList<ConnectionOption>> = this.RULE(
    'bareConnectionOptions',
    (): OptionList<ConnectionOption> => {
      const start = this.begin();
      const options: ConnectionOption[] = [];
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => {
          const option = this.guarded(
            () => this.SUBRULE(this.connectionOption),
            () => this.skipUntil((token) => token.tokenType === t.Comma || this.startsClause(token)),
          );
          if (option !== undefined) options.push(option);
        },
        ERR_MSG: families.connection.label,
      });
      return { kind: 'OptionList', span: this.spanFrom(start), options };
    },
  );

  /** connectionOption := optionName (assigned | credential | assignedItem | broker | brokers | assignedLink) */
  readonly connectionOption: ParserMethod<[], ConnectionOption> = this.RULE(
    'connectionOption',
    (): ConnectionOption => {
      const start = this.begin();
      const { name, span: nameSpan } = this.SUBRULE(this.optionName, { ARGS: [families.connection] });
      const form = CONNECTION_OPTIONS[name] ?? 'value';
      const parts = this.choose<ValueForm, OptionParts>(form, {
        value: () => this.SUBRULE(this.optionalAssigned),
        credential: () => this.SUBRULE(this.optionalCredential),
        item: () => ({ item: this.SUBRULE(this.assignedItem) }),
        broker: () => ({ brokers: [this.SUBRULE(this.broker)] }),
        brokers: () => ({ brokers: this.SUBRULE(this.brokers) }),
        'private link': () => ({ privateLink: this.SUBRULE(this.assignedLink) }),
      });
      return {
        kind: 'ConnectionOption',
        span: this.spanFrom(start),
        name: name === 'USERNAME' ? 'USER' : name,
        nameSpan,
        ...parts,
      };
    },
  );

  /** optionalAssigned := assigned? */
  readonly optionalAssigned: ParserMethod<[], OptionParts> = this.RULE(
    'optionalAssigned',
    (): OptionParts => {
      const value = this.optionally(
        () => this.hasValue(),
        () => this.SUBRULE(this.assigned),
      );
      return value === undefined ? {} : { value };
    },
  );

  /** optionalCredential := credential? */
  readonly optionalCredential: ParserMethod<[], OptionParts> = this.RULE(
    'optionalCredential',
    (): OptionParts => {
      const value = this.optionally(
        () => this.hasValue(),
        () => this.SUBRULE(this.credential),
      );
      return value === undefined ? {} : { value };
    },
  );

  /** broker := "="? STRING (USING (SSH TUNNEL rawName | AWS PRIVATELINK privateLink))? */
  readonly broker: ParserMethod<[], BrokerEntry> = this.RULE('broker', (): BrokerEntry => {
    this.OPTION(() => this.CONSUME(t.Equals));
    const start = this.begin();
    const address = this.CONSUME(t.StringLiteral, { ERR_MSG: 'a broker address in single quotes' }) as Token;
    const route = this.OPTION2(() => this.SUBRULE(this.route));
    return {
      kind: 'BrokerEntry',
      span: this.spanFrom(start),
      address: address.value,
      addressSpan: spanOf(address),
      matching: false,
      ...route,
    };
  });

  /** route := USING (SSH TUNNEL rawName | AWS PRIVATELINK privateLink) */
  readonly route: ParserMethod<[], Pick<BrokerEntry, 'sshTunnel' | 'privateLink'>> = this.RULE(
    'route',
    () => {
      this.CONSUME(t.Using);
      return this.OR([
        {
          ALT: (): Pick<BrokerEntry, 'sshTunnel' | 'privateLink'> => {
            this.CONSUME(t.Aws);
            this.CONSUME(t.Privatelink);
            return { privateLink: this.SUBRULE(this.privateLink) };
          },
        },
        {
          ALT: (): Pick<BrokerEntry, 'sshTunnel' | 'privateLink'> => {
            this.CONSUME(t.Ssh);
            this.CONSUME(t.Tunnel);
            return { sshTunnel: this.SUBRULE(this.rawName) };
          },
        },
      ]);
    },
  );

  /** brokers := "="? ("(" brokerEntry ("," brokerEntry)* ")" | "[" ... "]") */
  readonly brokers: ParserMethod<[], readonly BrokerEntry[]> = this.RULE(
    'brokers',
    (): readonly BrokerEntry[] => {
      this.OPTION(() => this.CONSUME(t.Equals));
      const open = this.OR({
        DEF: [{ ALT: () => this.CONSUME(t.LParen) }, { ALT: () => this.CONSUME(t.LBracket) }],
        ERR_MSG: 'a list of brokers in parentheses',
      }) as Token;
      const entries = this.list(open, {
        expected: 'a broker address in single quotes',
        item: () => this.SUBRULE(this.brokerEntry),
        startsItem: () => this.isNext(t.StringLiteral) || this.isNext(t.Matching),
      });
      this.closeList(open, open.tokenType === t.LBracket ? t.RBracket : t.RParen);
      return entries;
    },
  );

  /** brokerEntry := broker | MATCHING STRING USING AWS PRIVATELINK privateLink */
  readonly brokerEntry: ParserMethod<[], BrokerEntry> = this.RULE(
    'brokerEntry',
    (): BrokerEntry =>
      this.choose<string, BrokerEntry>(this.isNext(t.Matching) ? 'matching' : 'broker', {
        broker: () => this.SUBRULE(this.broker),
        matching: () => {
          const start = this.begin();
          this.CONSUME(t.Matching);
          const address = this.SUBRULE(this.string);
          this.ACTION(() => this.checkPattern(address));
          this.CONSUME(t.Using);
          this.CONSUME(t.Aws);
          this.CONSUME(t.Privatelink);
          const privateLink = this.SUBRULE(this.privateLink);
          return {
            kind: 'BrokerEntry',
            span: this.spanFrom(start),
            address: address.value,
            addressSpan: spanOf(address),
            matching: true,
            privateLink,
          };
        },
      }),
  );

  /** A pattern has `*` as its first or last character only. */
  private checkPattern(address: Token): void {
    if (!address.value.replace(/^\*/, '').replace(/\*$/, '').includes('*')) return;
    this.report({ slug: 'broker-pattern', span: spanOf(address), pattern: address.value });
  }

  /** privateLink := rawName ("(" privateLinkOption ("," privateLinkOption)* ")")? */
  readonly privateLink: ParserMethod<[], PrivateLink> = this.RULE('privateLink', (): PrivateLink => {
    const start = this.begin();
    const connection = this.SUBRULE(this.rawName);
    const options = this.OPTION((): OptionList<PrivateLinkOption> => {
      const open = this.CONSUME(t.LParen) as Token;
      const read = this.options(open, families.privateLink, () => this.SUBRULE(this.privateLinkOption));
      this.closeList(open, t.RParen);
      return { kind: 'OptionList', span: this.spanFrom(open.startOffset), options: read };
    });
    return {
      kind: 'PrivateLink',
      span: this.spanFrom(start),
      connection,
      ...(options === undefined ? {} : { options }),
    };
  });

  /** privateLinkOption := optionName assigned? */
  readonly privateLinkOption: ParserMethod<[], PrivateLinkOption> = this.RULE(
    'privateLinkOption',
    (): PrivateLinkOption => {
      const start = this.begin();
      const { name, span: nameSpan } = this.SUBRULE(this.optionName, { ARGS: [families.privateLink] });
      const { value } = this.SUBRULE(this.optionalAssigned) as Pick<PrivateLinkOption, 'value'>;
      return {
        kind: 'PrivateLinkOption',
        span: this.spanFrom(start),
        name: name as PrivateLinkOption['name'],
        nameSpan,
        ...(value === undefined ? {} : { value }),
      };
    },
  );

  /** assignedLink := "="? rawName ("(" PORT integer ")")? */
  readonly assignedLink: ParserMethod<[], PrivateLink> = this.RULE('assignedLink', (): PrivateLink => {
    this.OPTION(() => this.CONSUME(t.Equals));
    const start = this.begin();
    const connection = this.SUBRULE(this.rawName);
    const options = this.OPTION2(() => this.SUBRULE(this.linkPort));
    return {
      kind: 'PrivateLink',
      span: this.spanFrom(start),
      connection,
      ...(options === undefined ? {} : { options }),
    };
  });

  /** linkPort := "(" PORT integer ")" */
  readonly linkPort: ParserMethod<[], OptionList<PrivateLinkOption>> = this.RULE(
    'linkPort',
    (): OptionList<PrivateLinkOption> => {
      const open = this.CONSUME(t.LParen) as Token;
      const word = this.CONSUME(t.Port) as Token;
      const number = this.SUBRULE(this.numberLiteral);
      this.ACTION(() => {
        const isWhole = /^-?\d{1,19}$/.test(number.text);
        if (isWhole && BigInt(number.text) >= 0n && BigInt(number.text) <= MAX_PORT) return;
        const range = `0 to ${MAX_PORT}`;
        this.report({ slug: 'number-range', span: number.span, written: number.text, what: 'port', range });
      });
      const span = this.spanFrom(word.startOffset);
      this.CONSUME(t.RParen);
      const option: PrivateLinkOption = {
        kind: 'PrivateLinkOption',
        span,
        name: 'PORT',
        nameSpan: spanOf(word),
        value: number,
      };
      return { kind: 'OptionList', span: this.spanFrom(open.startOffset), options: [option] };
    },
  );

  /** validateOptions := "(" validateOption ("," validateOption)* ")" */
  readonly validateOptions: ParserMethod<[], OptionList<ValidateOption>> = this.RULE(
    'validateOptions',
    (): OptionList<ValidateOption> => {
      const open = this.CONSUME(t.LParen) as Token;
      const options = this.options(open, families.validate, () => this.SUBRULE(this.validateOption));
      this.closeList(open, t.RParen);
      return { kind: 'OptionList', span: this.spanFrom(open.startOffset), options };
    },
  );

  /** validateOption := VALIDATE assigned? */
  readonly validateOption: ParserMethod<[], ValidateOption> = this.RULE(
    'validateOption',
    (): ValidateOption => {
      const start = this.begin();
      const { span: nameSpan } = this.SUBRULE(this.optionName, { ARGS: [families.validate] });
      const { value } = this.SUBRULE(this.optionalAssigned) as Pick<ValidateOption, 'value'>;
      return {
        kind: 'ValidateOption',
        span: this.spanFrom(start),
        nameSpan,
        ...(value === undefined ? {} : { value }),
      };
    },
  );
}
