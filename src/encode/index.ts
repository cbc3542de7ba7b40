import { assertNever } from '../diagnostics/assert-never.ts';
import type { FormatPlan } from '../plan/sink-plan.ts';
import type { FormatEncoder, SideColumns } from './format-encoder.ts';
import { createJsonFormat } from './json.ts';
import { createTextFormat } from './text.ts';

/** Every format there is. */
export function createFormatEncoder(format: FormatPlan, side: SideColumns): FormatEncoder {
  switch (format.kind) {
    case 'json':
      return createJsonFormat(side);
    case 'text':
      return createTextFormat(side);
    default:
      return assertNever(format);
  }
}
