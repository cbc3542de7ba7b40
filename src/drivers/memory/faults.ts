import { type Consequence, SinkError } from '../../diagnostics/sink-error.ts';

/** One call of a client, before it reaches the broker. */
export interface MemoryCall {
  readonly client: 'producer' | 'admin' | 'log';
  readonly method: string;
  /** Of producers. */
  readonly transactionalId?: string;
  /** Counts the calls of all clients, from 0. */
  readonly index: number;
}

/** How a call fails. */
export interface MemoryFault {
  /**
   * - `before`  the broker never sees the call
   * - `after`   the broker does it, and the answer is lost
   * - `late`    the broker sees it only after the next `initTransactions`, when its producer is fenced
   */
  readonly when: 'before' | 'after' | 'late';
  readonly consequence: Consequence;
  /** `run/injected` by default. */
  readonly code?: string;
  readonly message?: string;
}

/** Decides for each call whether it fails. */
export type FaultPlan = (call: MemoryCall) => MemoryFault | undefined;

/** Passes calls on, or not. */
export interface FaultInjector {
  call<T>(where: Omit<MemoryCall, 'index'>, effect: () => T): T;
  /** Delivers the calls that are late. */
  deliverLate(): void;
}

export function createFaultInjector(plan: FaultPlan | undefined, beforeEach: () => void): FaultInjector {
  const late: (() => unknown)[] = [];
  let index = 0;
  return {
    call(where, effect) {
      beforeEach();
      const call = { ...where, index: index++ };
      const fault = plan?.(call);
      if (fault === undefined) return effect();
      if (fault.when === 'after') effect();
      if (fault.when === 'late') late.push(effect);
      const { code = 'run/injected', message = `${fault.when} ${call.client}.${call.method}` } = fault;
      throw new SinkError(code, message, { consequence: fault.consequence });
    },
    deliverLate() {
      for (const effect of late.splice(0)) {
        try {
          effect();
        } catch {
          // Refused, and nobody is there to be told.
        }
      }
    },
  };
}
