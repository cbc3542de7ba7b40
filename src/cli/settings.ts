import { z } from 'zod';

/** How a setting is written in the environment and behind a flag. */
type Kind = 'text' | 'files' | 'integer' | 'switch';

interface SettingRow {
  readonly kind: Kind;
  readonly schema: z.ZodType;
  readonly default: unknown;
  readonly env: string;
  /** One sentence. */
  readonly summary: string;
}

const milliseconds = z.int().min(1).max(2_147_483_647);

/** Below, a transaction expires before its records have reached the broker, and no start gets past that. */
const transactionMilliseconds = milliseconds.min(1000, 'must be at least 1000 milliseconds');

/** Every setting, once. The order is that of `sinkc config`. */
export const SETTINGS = {
  region: {
    kind: 'text',
    schema: z.string().min(1),
    default: 'local',
    env: 'SINKC_REGION',
    summary: 'First part of the default names of progress topics, transactional ids and groups.',
  },
  catalog: {
    kind: 'files',
    schema: z.array(z.string().min(1)),
    default: [],
    env: 'SINKC_CATALOG',
    summary: 'Catalog files; without any, the sinkc.catalog.json beside sinkc.json where there is one.',
  },
  commitIntervalMs: {
    kind: 'integer',
    schema: milliseconds,
    default: 1000,
    env: 'SINKC_COMMIT_INTERVAL_MS',
    summary: 'A transaction closes at the first frontier reached this many milliseconds after it began.',
  },
  bufferBytes: {
    kind: 'integer',
    schema: z.int().min(1),
    default: 268_435_456,
    env: 'SINKC_BUFFER_BYTES',
    summary: 'How many bytes of changes that are not yet final may be held in memory.',
  },
  retryTimeoutMs: {
    kind: 'integer',
    schema: milliseconds,
    default: 120_000,
    env: 'SINKC_RETRY_TIMEOUT_MS',
    summary: 'How many milliseconds failures are retried while nothing is committed.',
  },
  transactionTimeoutMs: {
    kind: 'integer',
    schema: transactionMilliseconds,
    default: 600_000,
    env: 'SINKC_TRANSACTION_TIMEOUT_MS',
    summary: 'How many milliseconds the broker lets a transaction live.',
  },
  acceptChanges: {
    kind: 'switch',
    schema: z.boolean(),
    default: false,
    env: 'SINKC_ACCEPT_CHANGES',
    summary: 'Goes on although the definition of a sink or its topic has changed since the last run.',
  },
} as const satisfies Readonly<Record<string, SettingRow>>;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** The values in force. */
export type SettingValues = {
  readonly [N in SettingName]: z.infer<(typeof SETTINGS)[N]['schema']>;
};

/** Settings as they stand behind flags. */
export type SettingFlags = { readonly [N in SettingName]?: string | readonly string[] | boolean };

/** What `sinkc.json` may hold. */
export const configFileSchema = z.strictObject({
  $schema: z.string().optional().describe('Where the schema of this file is.'),
  ...Object.fromEntries(
    SETTING_NAMES.map((name) => {
      const { schema, summary, default: value } = SETTINGS[name];
      const described = (schema as z.ZodType).optional().describe(summary);
      return [name, described.meta({ default: value })];
    }),
  ),
});
