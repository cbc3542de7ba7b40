import { SinkError } from '../diagnostics/sink-error.ts';
import type { FunctionRow, ParameterKind } from './function-row.ts';

/** Functions that need a session or the clock: they have a type, but every evaluation fails. */
const RESULTS: Readonly<Record<string, ParameterKind>> = {
  now: 'timestamptz',
  current_timestamp: 'timestamptz',
  mz_now: 'mz_timestamp',
  current_user: 'text',
  session_user: 'text',
  current_role: 'text',
  user: 'text',
  current_database: 'text',
  current_catalog: 'text',
  current_schema: 'text',
  version: 'text',
  mz_version: 'text',
  mz_version_num: 'int4',
  mz_uptime: 'interval',
  pg_backend_pid: 'int4',
  pg_postmaster_start_time: 'timestamptz',
  mz_is_superuser: 'bool',
};

export const SESSION_FUNCTIONS: readonly FunctionRow[] = Object.entries(RESULTS).map(([name, result]) => ({
  name,
  parameters: [],
  result,
  apply: () => {
    throw new SinkError('run/needs-session', `${name}() has no value where a sink runs`);
  },
  summary: 'Needs a session or the clock: it has no value where a sink runs.',
}));
