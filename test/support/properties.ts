import fc from 'fast-check';

/**
 * Property tests draw the same cases every time, so that a red run is about the change at hand. Other cases:
 * `SINKC_SEED=$RANDOM npx vitest run`.
 */
fc.configureGlobal({ seed: Number(process.env.SINKC_SEED ?? 20_261_122) });
